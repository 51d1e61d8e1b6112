"""A source of configuration files for Hydra that reads YAML as the rest of the program does."""

from pathlib import Path

from hydra._internal.core_plugins.file_config_source import FileConfigSource
from hydra.plugins.config_source import ConfigResult, ConfigSource
from omegaconf import OmegaConf

from sim.errors import ScenarioError
from sim.scenario.document import parse_yaml, read_text

NODES_MAX = 20_000
"""Most keys and values of a file: Hydra copies them many times."""
GLOBAL = "_global_"


class EntenteSource(FileConfigSource):
    """Files below `entente:///folder`."""

    @staticmethod
    def scheme() -> str:
        """What the address of such a folder begins with."""
        return "entente"

    def load_config(self, config_path: str) -> ConfigResult:
        """One file; raises ScenarioError for what is not plain YAML, or not an experiment's form."""
        path = Path(self.path) / self._normalize_file_name(config_path)
        text = read_text(path, 1_000_000)
        data, duplicates = parse_yaml(text, str(path), nodes=NODES_MAX)
        if duplicates:
            raise ScenarioError(str(path), duplicates)
        if not isinstance(data, dict | None):
            raise ScenarioError(str(path), ["must be a mapping of settings"])
        header = ConfigSource._get_header_dict(text[:512])
        if config_path.startswith("experiment/") and header.get("package") != GLOBAL:
            raise ScenarioError(
                str(path), [f"must begin with the line `# @package {GLOBAL}`, so that its keys are settings"]
            )
        return ConfigResult(
            provider=self.provider,
            path=f"{self.scheme()}://{self.path}",
            config=OmegaConf.create(data or {}),
            header=header,
        )
