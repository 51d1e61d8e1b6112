"""The examples at the end of every `--help`; each line is a command that works."""

FOLDER = "outputs/headline/ID"

LINES = {
    "entente": [
        "entente",
        "entente list",
        "entente plan experiment=glance",
        "entente run behaviour.noise=0.3",
        "entente app",
    ],
    "run": [
        "entente run",
        "entente run experiment=glance engine=mesa",
        "entente run scenario=my.yaml behaviour.autonomy.RUS=0.8 bloc.members=[RUS,IND]",
        "entente run arms.central.replicates=500 arms.plausible.points=256",
        "entente run -m behaviour.hedging_premium='range(0,1.01,0.05)' behaviour.common_threat=0,0.5,1",
        "entente run design=sobol design.points=512 replicates=32 seed=1",
    ],
    "plan": [
        "entente plan -m behaviour.hedging_premium='range(0,1.01,0.05)' behaviour.common_threat=0,0.5,1",
        "entente plan",
        "entente plan engine=mesa",
        "entente plan design=sobol design.points=4096",
    ],
    "resume": [f"entente resume {FOLDER}", f"entente resume {FOLDER} --retry-failed executor=process"],
    "verify": [f"entente verify {FOLDER}", f"entente verify {FOLDER} --sample 200 --seed 1"],
    "report": [f"entente report {FOLDER}"],
    "app": ["entente app", "entente app --port 0 --no-browser", "entente app --host 0.0.0.0 --port 8080"],
    "list": ["entente list", "entente list --config-dir my_configs"],
}


def examples(command: str) -> str:
    """Examples of a command, one a line (the mark keeps the help from joining them)."""
    return "\n".join(["\b", "Examples:", *(f"  {line}" for line in LINES[command])])
