import __phello__.spam
import __hello__
