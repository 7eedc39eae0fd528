# Code in a second interpreter of the same process.
import _xxsubinterpreters as interpreters


def step():
    pass


step()
other = interpreters.create()
interpreters.run_string(other, "def step():\n    pass\nstep()\nstep()\n")
interpreters.destroy(other)
step()
print("subinterpreters ok")
