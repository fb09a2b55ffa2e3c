"""Donors and what they have done: whom to invite, thank, commend; what came and where it went."""

from needs.network.alike import alike_names
from needs.network.commendation import commendations
from needs.network.fewest import fewest_children
from needs.network.giving import JOINED, NOT_NAMED, donor_history, gifts_given, history_of_donors
from needs.network.invitations import invitations
from needs.network.network import DonorNetwork, read_network
from needs.network.published import PublicList, in_public, public_list
from needs.network.records import Record, Records, records_path
from needs.network.register import DonorRegister, read_donor_register, register_path
from needs.network.rows import Contact
from needs.network.tables import network_tables, register_table
from needs.network.thanks import to_thank
from needs.network.transparency import reconciled, transparency

__all__ = [
    "JOINED",
    "NOT_NAMED",
    "Contact",
    "DonorNetwork",
    "DonorRegister",
    "PublicList",
    "Record",
    "Records",
    "alike_names",
    "commendations",
    "donor_history",
    "fewest_children",
    "gifts_given",
    "history_of_donors",
    "in_public",
    "invitations",
    "network_tables",
    "public_list",
    "read_donor_register",
    "read_network",
    "reconciled",
    "records_path",
    "register_path",
    "register_table",
    "to_thank",
    "transparency",
]
