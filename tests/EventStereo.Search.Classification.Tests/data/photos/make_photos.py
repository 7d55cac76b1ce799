"""Writes the JPEG fixtures of PhotoDatasetTests with Pillow, an implementation that the reader does not use, and prints what Pillow decodes them to.

python3 make_photos.py  (Pillow 9.4)
"""
from pathlib import Path

from PIL import Image

HERE = Path(__file__).parent
COLOURS = [(200, 40, 90), (10, 220, 130)]  # left and right half of an image of 48x32

rgb = Image.new("RGB", (48, 32), COLOURS[0])
rgb.paste(COLOURS[1], (24, 0, 48, 32))
rgb.save(HERE / "rgb.jpg", quality=95, subsampling=0)
rgb.save(HERE / "progressive.jpg", quality=95, subsampling=0, progressive=True)
rgb.convert("L").save(HERE / "grey.jpg", quality=95)
rgb.convert("CMYK").save(HERE / "cmyk.jpg", quality=95)
exif = Image.Exif()
exif[0x0112] = 6  # orientation: to be turned by a quarter
rgb.save(HERE / "turned.jpg", quality=95, subsampling=0, exif=exif)

for path in sorted(HERE.glob("*.jpg")):
    image = Image.open(path)
    print(path.name, image.mode, image.size, *(image.convert("RGB").getpixel((x, 16)) for x in (8, 40)))
