"""Pictures of the page as markup: pure functions from plain data to SVG or HTML text.

Reading order: `markup` (how an element is made), `geometry`, `network`, `reasons`, `timeline`,
`outcomes`, `regimes`, `legend`. What can be chosen carries `data-pick`, a command of
`sim.app.commands`. Form and words say again what colour says.
"""
