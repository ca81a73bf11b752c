"""`mic25 completion SHELL`: the script that makes a shell complete commands, options and ids."""

from __future__ import annotations

from pathlib import Path

from mic25cli.cli.command import command
from mic25cli.cli.options import argument
from mic25cli.errors import unknown
from mic25cli.view.answer import TextAnswer

SHELLS = {"bash": "mic25.bash", "zsh": "mic25.zsh", "fish": "mic25.fish", "powershell": "mic25.ps1"}


@command
def completion(shell: str = argument("SHELL", "One of: " + ", ".join(SHELLS) + ".")) -> TextAnswer:
    """Print the script that completes commands, options and ids in a shell.

    bash: mic25 completion bash > ~/.local/share/bash-completion/completions/mic25;
    zsh: mic25 completion zsh > a folder of $fpath, as _mic25;
    fish: mic25 completion fish > ~/.config/fish/completions/mic25.fish;
    powershell: mic25 completion powershell | Out-String | Invoke-Expression, in $PROFILE.
    """
    if shell not in SHELLS:
        raise unknown("shell", shell, SHELLS)
    script = Path(__file__).with_name("shells") / SHELLS[shell]
    return TextAnswer(script.read_text(encoding="utf-8"))
