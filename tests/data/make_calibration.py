#!/usr/bin/env python3
"""Makes the calibration fixtures: two rigs as kalibr, ROS and DSEC write them, and what they should come to.

    /usr/bin/python3 tests/data/make_calibration.py

needs python3-opencv and python3-numpy. The files are committed; run it again only to change them.
Rectifying rotations and matrices come from OpenCV's own Python binding, raw and rectified places of points from the lens models'
formulas in numpy, solved backwards by Newton's method, so nothing here passes through the code under test.
"""
import os
import cv2
import numpy as np

OUT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "calibration", "rigs")
WIDTH, HEIGHT = 64, 48
ZERO_DISPARITY = 1024
rng = np.random.default_rng(7)
os.makedirs(os.path.join(OUT, "dsec", "calibration"), exist_ok=True)


def rotation(pitch, yaw, roll):
    return cv2.Rodrigues(np.array([pitch, yaw, roll]))[0]


def radtan(xy, d):
    a, b = xy[..., 0], xy[..., 1]
    r2 = a * a + b * b
    k3 = d[4] if len(d) > 4 else 0
    radial = 1 + d[0] * r2 + d[1] * r2**2 + k3 * r2**3
    return np.stack([a * radial + 2 * d[2] * a * b + d[3] * (r2 + 2 * a * a), b * radial + d[2] * (r2 + 2 * b * b) + 2 * d[3] * a * b], -1)


def equidistant(xy, d):
    r = np.hypot(xy[..., 0], xy[..., 1])
    theta = np.arctan(r)
    bent = theta * (1 + d[0] * theta**2 + d[1] * theta**4 + d[2] * theta**6 + d[3] * theta**8)
    return xy * np.where(r > 0, bent / np.where(r > 0, r, 1), 1)[..., None]


def straighten(bend, bent, d):
    """The ray that bends to a place: Newton's method in two dimensions with a numerical Jacobian."""
    xy, h = bent.copy(), 1e-7
    for _ in range(50):
        error = bend(xy, d) - bent
        jx = (bend(xy + [h, 0], d) - bend(xy - [h, 0], d)) / (2 * h)
        jy = (bend(xy + [0, h], d) - bend(xy - [0, h], d)) / (2 * h)
        xy = xy - np.linalg.solve(np.stack([jx, jy], -1), error[..., None])[..., 0]
    assert np.abs(bend(xy, d) - bent).max() < 1e-12
    return xy


def raw(points, k, bend, d):
    return bend(points[:, :2] / points[:, 2:], d) * [k[0], k[1]] + [k[2], k[3]]


def through(p, rays):
    image = rays @ p[:, :3].T
    return image[:, :2] / image[:, 2:]


RIGS = {
    "radtan": dict(
        bend=radtan, model="radtan", k0=[41.5, 42.25, 30.75, 24.5], k1=[40.75, 41.0, 33.0, 22.25],
        d0=[-0.18, 0.04, 0.002, -0.001], d1=[-0.21, 0.06, -0.001, 0.0015], r=rotation(0.02, -0.03, 0.015), t=np.array([-0.12, 0.003, 0.001])),
    "equidistant": dict(
        bend=equidistant, model="equidistant", k0=[52.25, 52.0, 31.5, 25.0], k1=[52.5, 52.75, 30.0, 21.5],
        d0=[-0.048, 0.011, -0.055, 0.0215], d1=[-0.0485, 0.0101, -0.043, 0.0052], r=rotation(-0.015, 0.01, -0.02), t=np.array([-0.0999, -0.0004, 0.0002])),
}


def matrix(k):
    return np.array([[k[0], 0, k[2]], [0, k[1], k[3]], [0, 0, 1.0]])


def rectify(rig):
    k0, k1, d0, d1 = matrix(rig["k0"]), matrix(rig["k1"]), np.array(rig["d0"]), np.array(rig["d1"])
    if rig["model"] == "radtan":
        return cv2.stereoRectify(k0, d0, k1, d1, (WIDTH, HEIGHT), rig["r"], rig["t"], flags=ZERO_DISPARITY, alpha=0)[:4]
    return cv2.fisheye.stereoRectify(k0, d0, k1, d1, (WIDTH, HEIGHT), rig["r"], rig["t"], ZERO_DISPARITY)[:4]


def rows(m, indent):
    return "\n".join(" " * indent + "- [" + ", ".join(repr(float(v)) for v in row) + "]" for row in np.atleast_2d(m))


def flow(values):
    return "[" + ", ".join(repr(float(v)) for v in values) + "]"


def homogeneous(r, t):
    return np.vstack([np.hstack([r, np.reshape(t, (3, 1))]), [0, 0, 0, 1]])


def kalibr(name, rig, rectified=None):
    with open(os.path.join(OUT, name), "w") as f:
        for i in (0, 1):
            f.write(f"cam{i}:\n")
            if rectified:
                f.write(f"  rectification_matrix:\n{rows(rectified[i], 2)}\n  projection_matrix:\n{rows(rectified[2 + i], 2)}\n")
            if i == 1:
                f.write(f"  T_cn_cnm1:\n{rows(homogeneous(rig['r'], rig['t']), 2)}\n")
            f.write(f"  cam_overlaps: [{1 - i}]\n  camera_model: pinhole\n  distortion_coeffs: {flow(rig[f'd{i}'])}\n  distortion_model: {rig['model']}\n")
            f.write(f"  intrinsics: {flow(rig[f'k{i}'])}\n  resolution: [{WIDTH}, {HEIGHT}]\n  rostopic: /cam{i}/image_raw\n")


def ros(rig, rectified):
    for i, side in enumerate(("left", "right")):
        with open(os.path.join(OUT, f"rig_{side}_ros.yaml"), "w") as f:
            f.write(f"image_width: {WIDTH}\nimage_height: {HEIGHT}\ncamera_name: cam{i}\ndistortion_model: fisheye\n")
            for key, m in (("camera_matrix", matrix(rig[f"k{i}"])), ("distortion_coefficients", np.array([rig[f"d{i}"]])),
                           ("rectification_matrix", rectified[i]), ("projection_matrix", rectified[2 + i])):
                f.write(f"{key}:\n  rows: {m.shape[0]}\n  cols: {m.shape[1]}\n  data: {flow(m.ravel())}\n")


def dsec(rig, rectified):
    """DSEC's four cameras: the rig's are cam0 and cam3, the frame cameras stand between them."""
    t10 = homogeneous(rotation(0.01, 0.02, -0.01), [-0.04, 0.001, -0.002])
    t21 = homogeneous(rotation(0.0, -0.01, 0.005), [-0.05, 0.0, 0.001])
    t30 = homogeneous(rig["r"], rig["t"])
    t32 = t30 @ np.linalg.inv(t21 @ t10)
    p = rectified[2]
    q = np.array([[1, 0, 0, -p[0, 2]], [0, 1, 0, -p[1, 2]], [0, 0, 0, p[0, 0]], [0, 0, -p[0, 0] / rectified[3][0, 3], 0]])
    with open(os.path.join(OUT, "dsec", "calibration", "cam_to_cam.yaml"), "w") as f:
        f.write("intrinsics:\n")
        for i, (k, d) in enumerate(((rig["k0"], rig["d0"]), ([90, 90, 64, 48], [0.0] * 4), ([91, 91, 64, 48], [0.0] * 4), (rig["k1"], rig["d1"]))):
            f.write(f"  cam{i}:\n    camera_matrix: {flow(k)}\n    camera_model: pinhole\n    distortion_coeffs: {flow(d)}\n    distortion_model: radtan\n")
            f.write(f"    resolution: [{WIDTH}, {HEIGHT}]\n")
        for i in range(4):
            m = rectified[2] if i in (0, 3) else matrix([80, 80, 60, 50])
            f.write(f"  camRect{i}:\n    camera_matrix: {flow([m[0, 0], m[1, 1], m[0, 2], m[1, 2]])}\n    camera_model: pinhole\n    resolution: [{WIDTH}, {HEIGHT}]\n")
        f.write("extrinsics:\n")
        for key, m in (("T_10", t10), ("T_21", t21), ("T_32", t32), ("R_rect0", rectified[0]), ("R_rect1", np.eye(3)), ("R_rect2", np.eye(3)), ("R_rect3", rectified[1])):
            f.write(f"  {key}:\n{rows(m, 2)}\n")
        f.write(f"disparity_to_depth:\n  cams_03:\n{rows(q, 2)}\n  cams_12:\n{rows(np.eye(4), 2)}\n")


golden = {}
for name, rig in RIGS.items():
    r1, r2, p1, p2 = rectified = rectify(rig)
    kalibr(f"{name}.yaml", rig)
    if name == "equidistant":
        kalibr("mvsec.yaml", rig, rectified)
        ros(rig, rectified)
    else:
        dsec(rig, rectified)

    # Points in front of both cameras, and where each camera shows them.
    left = np.stack([rng.uniform(-0.5, 0.5, 200), rng.uniform(-0.4, 0.4, 200), rng.uniform(0.7, 4, 200)], -1)
    right = left @ rig["r"].T + rig["t"]
    golden[f"{name}_points"] = left
    golden[f"{name}_raw_left"] = raw(left, rig["k0"], rig["bend"], rig["d0"])
    golden[f"{name}_raw_right"] = raw(right, rig["k1"], rig["bend"], rig["d1"])
    golden[f"{name}_rectified_left"] = through(p1, left @ r1.T)
    golden[f"{name}_rectified_right"] = through(p2, right @ r2.T)
    for side, i, r, p in (("left", 0, r1, p1), ("right", 1, r2, p2)):
        golden[f"{name}_R_{side}"], golden[f"{name}_P_{side}"] = r, p
        yy, xx = np.mgrid[0:HEIGHT, 0:WIDTH]
        k = rig[f"k{i}"]
        bent = (np.stack([xx.ravel(), yy.ravel()], -1) - [k[2], k[3]]) / [k[0], k[1]]
        rays = straighten(rig["bend"], bent, rig[f"d{i}"])
        golden[f"{name}_map_{side}"] = through(p, np.hstack([rays, np.ones((len(rays), 1))]) @ r.T).reshape(HEIGHT, WIDTH, 2).astype(np.float32)
np.savez_compressed(os.path.join(OUT, "golden.npz"), **golden)
for name in RIGS:
    print(name, golden[f"{name}_P_left"][0], golden[f"{name}_P_right"][0], np.abs(golden[f"{name}_rectified_left"][:, 1] - golden[f"{name}_rectified_right"][:, 1]).max())
