from .branch import twig
