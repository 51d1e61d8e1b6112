"""Which page is at which address."""

from typing import Any

import solara

from sim.app.mesa_viewer import MesaPage
from sim.app.page import Layout, Page
from sim.plotting.style import POSTURE_COLOURS
from sim.vocabulary import Posture


@solara.component
def Framed(children: Any = None) -> Any:
    """Solara's own frame, which Mesa's viewer needs for its sidebar."""
    return solara.AppLayout(children=children or [], color=POSTURE_COLOURS[Posture.ALIGN])


routes = [
    solara.Route("/", component=Page, layout=Layout),
    solara.Route("mesa", component=MesaPage, layout=Framed),
]
