"""The register: from thousands of statements to the few dozen obstacles that the group works on."""

from warehouse.register.records import RegisterChange
from warehouse.register.renew import update

__all__ = ["RegisterChange", "update"]
