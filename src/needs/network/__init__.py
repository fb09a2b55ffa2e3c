"""Donors and what they have done: whom to invite, thank, commend; what came and where it went."""

from needs.network.alike import alike_names
from needs.network.commendation import commendations
from needs.network.giving import NOT_NAMED, donor_history, gifts_given, history_of_donors
from needs.network.invitations import invitations
from needs.network.network import DonorNetwork, read_network
from needs.network.records import Record, Records, records_path
from needs.network.register import DonorRegister, read_donor_register, register_path
from needs.network.rows import Contact
from needs.network.tables import network_tables, register_table
from needs.network.thanks import to_thank
from needs.network.transparency import in_public, reconciled, transparency

__all__ = [
    "NOT_NAMED",
    "Contact",
    "DonorNetwork",
    "DonorRegister",
    "Record",
    "Records",
    "alike_names",
    "commendations",
    "donor_history",
    "gifts_given",
    "history_of_donors",
    "in_public",
    "invitations",
    "network_tables",
    "read_donor_register",
    "read_network",
    "reconciled",
    "records_path",
    "register_path",
    "register_table",
    "to_thank",
    "transparency",
]
