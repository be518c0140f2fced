"""Adds a building (楼栋) to an estate."""

from msgspec import Struct

from ..domain.vocabulary.refusal import Refused
from ..domain.vocabulary.refusing import refusing
from ..store.audit import append
from ..store.queries import stock
from ..store.queries.bulk import new_ids
from ..store.unit_of_work import uow
from .acting import Acting
from .at_hand import AtHand
from .check_fields import BUILDING, ESTATE, NAME, blank, missing


class AddBuilding(Struct, frozen=True):
    """A building to be added."""

    estate_id: int
    name: str


class BuildingAdded(Struct, frozen=True):
    """The building as it stands."""

    building_id: int


async def add_building(acting: Acting, at_hand: AtHand, request: AddBuilding) -> BuildingAdded:
    """Add a building under a name of its own within its estate."""
    authority_id = acting.authority_id
    async with uow():
        found = blank(("name", NAME, request.name))
        if await stock.estate(authority_id, request.estate_id) is None:
            found.append(missing(ESTATE, "estate_id", request.estate_id))
        if found:
            raise Refused(*found)

        (building_id,) = await new_ids(1)
        new = stock.NewBuilding(building_id, request.estate_id, request.name.strip())
        if not await stock.add_buildings(authority_id, [new], acting.at):
            raise Refused(refusing("already_there", "name", what=BUILDING, given=new.name))
        subject, payload = f"building:{building_id}", {"estate": request.estate_id, "name": new.name}
        await append(authority_id, acting.actor, "add_building", subject, payload, acting.at)
    return BuildingAdded(building_id)
