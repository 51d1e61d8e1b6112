"""The classroom page: what a student sees and plays with. Each file reads beside those named before it.

Reading order: `words` (of postures, parameters and terms), `explanation` (records of why a state stands as it
does), `sentences`, `explain`; `controls` (the sliders), `overlay` (events upon events), `crises`; `live` (one
history), `many` (thousands), `lessons`, `session` (what a reader's page holds), `limits`, `share` (scenarios
out of the page and into it), `commands`; `drawings`, `tracks`, `views`, `widgets`, `style`, `page`,
`mesa_viewer`, `site`, `offline`; `guard` (who may ask for what), `channel` and `connection` (how much a
visitor may take), `serve`.
"""
