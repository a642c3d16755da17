"""What a row of bench/methods is made of."""
import dataclasses


@dataclasses.dataclass
class Row:
    what: str
    command: list           # arguments of cordee; or a program (a Path) and its arguments
    seconds: float = None   # budgets, or None
    megabytes: float = None
    runs: int = 5
    codes: tuple = (0,)     # how it may end
    expect: object = None   # called with the standard output (bytes); raises when the answer is not right
    peers: list = dataclasses.field(default_factory=list)  # Peer: the same question, in the same run
    published: str = ""     # figures of others, with their source
    own: object = None      # called with the standard output: seconds that the program measured itself
    figures: object = None  # called with the standard output: a line to print below


@dataclasses.dataclass
class Peer:
    name: str
    command: list           # a program and its arguments
    runs: int = 3
    expect: object = None
