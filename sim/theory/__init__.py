"""The theory as pure functions: numbers or arrays in, numbers or arrays out.

Each function is one formula of docs/MODEL.md. The readable engine calls them
on NumPy arrays; the compiled engine compiles the same functions on scalars.
They therefore use only operations whose bits IEEE 754 fixes, in a fixed order,
and no branches.

Reading order: `effects`, `salience`, `interests`, `power`, `costs`, `support`,
`values`, `choice`, then `outcomes` and `spells`, which alone say what a tie, an entente,
a common adversary, a bloc, a rivalry and a spell are.
"""
