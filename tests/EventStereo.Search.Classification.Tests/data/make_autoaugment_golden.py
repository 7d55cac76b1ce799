"""Golden results of AutoAugment's operations: Pillow, with which the policies were searched, on one random image.

python3 make_autoaugment_golden.py  (numpy 1.24, Pillow 9.4) writes autoaugment_golden.npz: the image [3, H, W] and for each operation, level and sign the result.
"""
import numpy as np
from PIL import Image, ImageEnhance, ImageOps

H, W = 19, 24
rng = np.random.default_rng(3)
smooth = np.clip(np.add.outer(np.arange(H) * 7, np.arange(W) * 4)[:, :, None] + rng.integers(-30, 30, (H, W, 3)) + np.array([0, 20, 60]), 10, 250)
image = Image.fromarray(smooth.astype(np.uint8), "RGB")
GREY = (128, 128, 128)


def affine(matrix):
    return image.transform(image.size, Image.AFFINE, matrix, Image.NEAREST, fillcolor=GREY)


def enhance(kind):
    return lambda v, s: kind(image).enhance(1 + s * 0.9 * v)


OPERATIONS = {  # v is the level over 9, s the sign
    "ShearX": lambda v, s: affine((1, 0.3 * v * s, 0, 0, 1, 0)),
    "ShearY": lambda v, s: affine((1, 0, 0, 0.3 * v * s, 1, 0)),
    "TranslateX": lambda v, s: affine((1, 0, int(150 / 331 * W * v * s), 0, 1, 0)),
    "TranslateY": lambda v, s: affine((1, 0, 0, 0, 1, int(150 / 331 * H * v * s))),
    "Rotate": lambda v, s: image.rotate(30 * v * s, Image.NEAREST, fillcolor=GREY),
    "AutoContrast": lambda v, s: ImageOps.autocontrast(image),
    "Invert": lambda v, s: ImageOps.invert(image),
    "Equalize": lambda v, s: ImageOps.equalize(image),
    "Solarize": lambda v, s: ImageOps.solarize(image, 256 * (1 - v)),
    "Posterize": lambda v, s: ImageOps.posterize(image, 8 - round(4 * v)),
    "Contrast": enhance(ImageEnhance.Contrast),
    "Color": enhance(ImageEnhance.Color),
    "Brightness": enhance(ImageEnhance.Brightness),
    "Sharpness": enhance(ImageEnhance.Sharpness),
}
SIGNED = {"ShearX", "ShearY", "TranslateX", "TranslateY", "Rotate", "Contrast", "Color", "Brightness", "Sharpness"}


def planes(picture):
    return np.ascontiguousarray(np.asarray(picture).transpose(2, 0, 1))


golden = {"image": planes(image)}
for name, operation in OPERATIONS.items():
    for level in (4, 9):
        for sign in (-1, 1) if name in SIGNED else (1,):
            golden[f"{name}_{level}_{'plus' if sign > 0 else 'minus'}"] = planes(operation(level / 9, sign))
np.savez_compressed("autoaugment_golden.npz", **golden)
