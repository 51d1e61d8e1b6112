"""The parts of the page as markup: pure functions of the session. What can be chosen carries `data-pick`,
a command of `sim.app.commands`.

Reading order: `header`, `notice`, `story`, `sliders`, `stage`, `why`, `results`, `drawn`.
"""
