"""Documents that people print and send on: PDF, DOCX and XLSX of what the pages show."""
