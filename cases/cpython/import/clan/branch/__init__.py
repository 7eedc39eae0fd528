from ..root import sap
from . import twig, leaf
