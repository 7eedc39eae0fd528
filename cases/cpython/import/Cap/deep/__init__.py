from .. import beside
