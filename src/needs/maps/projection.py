"""What part of the earth a printed map shows, and where on the paper a place stands."""

from __future__ import annotations

from dataclasses import dataclass

from needs.maps.paper_column import KM_PER_DEGREE, km_per_degree_east


@dataclass(frozen=True)
class Ground:
    """A part of the earth on a sheet: its corner, and its scale.

    Parameters
    ----------
    west, south
        Longitude and latitude of the lower left corner.
    km_per_cm
        Kilometres of ground for each centimetre of paper.
    width, height
        Size on paper, centimetres.
    km_per_degree
        Length of a degree of longitude and of a degree of latitude, kilometres.
    """

    west: float
    south: float
    km_per_cm: float
    width: float
    height: float
    km_per_degree: tuple[float, float]

    @property
    def limits(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """West and east, south and north."""
        east, north = self.at(self.width, self.height)
        return (self.west, east), (self.south, north)

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Return longitude and latitude of a place on the paper, centimetres."""
        return (
            self.west + x * self.km_per_cm / self.km_per_degree[0],
            self.south + y * self.km_per_cm / self.km_per_degree[1],
        )

    def paper(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Return the place on the paper, centimetres from the lower left corner."""
        return (
            (longitude - self.west) * self.km_per_degree[0] / self.km_per_cm,
            (latitude - self.south) * self.km_per_degree[1] / self.km_per_cm,
        )


def ground_shape(bounds: tuple[float, float, float, float]) -> float:
    """Return height divided by width of a part of the earth, on paper."""
    west, south, east, north = bounds
    width = (east - west) * km_per_degree_east((south + north) / 2)
    return (north - south) * KM_PER_DEGREE / width


def fit_ground(
    bounds: tuple[float, float, float, float], *, width: float, height: float, margin: float
) -> Ground:
    """Return the ground that shows the bounds as large as they fit, in the middle.

    Parameters
    ----------
    bounds
        West, south, east, north, degrees.
    width, height
        Size on paper, centimetres.
    margin
        Paper left free on each side, centimetres.
    """
    west, south, east, north = bounds
    across = km_per_degree_east((south + north) / 2)
    km_per_cm = max(
        (east - west) * across / (width - 2 * margin),
        (north - south) * KM_PER_DEGREE / (height - 2 * margin),
    )
    return Ground(
        west=(west + east) / 2 - width / 2 * km_per_cm / across,
        south=(south + north) / 2 - height / 2 * km_per_cm / KM_PER_DEGREE,
        km_per_cm=km_per_cm,
        width=width,
        height=height,
        km_per_degree=(across, KM_PER_DEGREE),
    )
