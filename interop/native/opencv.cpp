// The C face of the part of OpenCV that the project uses: cv::Mat, image files, drawing, resampling, stereo matching.
// Every function returns 0, or a kind of failure that ocv_last_error describes; no exception leaves this file.
#include <opencv2/calib3d.hpp>
#include <opencv2/core.hpp>
#include <opencv2/core/utility.hpp>
#include <opencv2/core/utils/logger.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <cstdint>
#include <exception>
#include <memory>
#include <string>
#include <vector>

#define OCV_API extern "C" __attribute__((visibility("default"))) int

namespace {

enum Status { kOk = 0, kOpenCvError = 1, kOtherError = 2 };

struct LastError {
    int code = 0;
    int line = 0;
    std::string function, message, file;
};

thread_local LastError last_error;

int quiet(int, const char*, const char*, const char*, int, void*) { return 0; }

// OpenCV prints each error before it throws it, and warns of files that it then returns empty. The caller learns of both
// and standard error is the program's, so both are turned off once.
const bool is_quiet = (cv::redirectError(quiet), cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT), true);

template <class Body>
int guarded(Body&& body) noexcept {
    try {
        body();
        return kOk;
    } catch (const cv::Exception& e) {
        last_error = {e.code, e.line, e.func, e.err, e.file};
        return kOpenCvError;
    } catch (const std::exception& e) {
        last_error = {0, 0, "", e.what(), ""};
        return kOtherError;
    } catch (...) {
        last_error = {0, 0, "", "an exception of an unknown type", ""};
        return kOtherError;
    }
}

struct Point2 { int32_t x, y; };
struct Extent { int32_t width, height; };
struct Box { int32_t x, y, width, height; };
struct Scalar4 { double v[4]; };

cv::Point from(Point2 p) { return {p.x, p.y}; }
cv::Size from(Extent s) { return {s.width, s.height}; }
cv::Rect from(Box r) { return {r.x, r.y, r.width, r.height}; }
cv::Scalar from(const Scalar4& s) { return {s.v[0], s.v[1], s.v[2], s.v[3]}; }

// An absent input is a null pointer.
cv::_InputArray optional(const cv::Mat* m) { return m ? cv::_InputArray(*m) : cv::_InputArray(cv::noArray()); }

using Matcher = cv::Ptr<cv::StereoMatcher>;

cv::StereoBM& bm(Matcher* m) { return *m->dynamicCast<cv::StereoBM>(); }
cv::StereoSGBM& sgbm(Matcher* m) { return *m->dynamicCast<cv::StereoSGBM>(); }

}  // namespace

extern "C" __attribute__((visibility("default"))) void ocv_last_error(
    int* code, int* line, const char** function, const char** message, const char** file) {
    *code = last_error.code;
    *line = last_error.line;
    *function = last_error.function.c_str();
    *message = last_error.message.c_str();
    *file = last_error.file.c_str();
}

// ---- Mat

struct MatHeader {
    int32_t type, dims, rows, cols, continuous, submatrix;
    int64_t step, total, elem_size, owned_bytes;
    uint8_t* data;
};

OCV_API ocv_mat_new(cv::Mat** out) {
    return guarded([&] { *out = new cv::Mat(); });
}

OCV_API ocv_mat_new_sized(int rows, int cols, int type, cv::Mat** out) {
    return guarded([&] { *out = new cv::Mat(rows, cols, type); });
}

OCV_API ocv_mat_new_filled(int rows, int cols, int type, Scalar4 value, cv::Mat** out) {
    return guarded([&] { *out = new cv::Mat(rows, cols, type, from(value)); });
}

OCV_API ocv_mat_new_over(int rows, int cols, int type, void* data, int64_t step, cv::Mat** out) {
    return guarded([&] { *out = new cv::Mat(rows, cols, type, data, static_cast<size_t>(step)); });
}

OCV_API ocv_mat_new_roi(const cv::Mat* m, Box roi, cv::Mat** out) {
    return guarded([&] { *out = new cv::Mat(*m, from(roi)); });
}

OCV_API ocv_mat_delete(cv::Mat* m) {
    return guarded([&] { delete m; });
}

OCV_API ocv_mat_header(const cv::Mat* m, MatHeader* out) {
    return guarded([&] {
        const int64_t owned = m->u ? static_cast<int64_t>(m->u->size) : 0;
        *out = {m->type(), m->dims, m->rows, m->cols, m->isContinuous(), m->isSubmatrix(),
                m->dims > 0 ? static_cast<int64_t>(m->step[0]) : 0, static_cast<int64_t>(m->total()),
                static_cast<int64_t>(m->elemSize()), owned, m->data};
    });
}

OCV_API ocv_mat_create(cv::Mat* m, int rows, int cols, int type) {
    return guarded([&] { m->create(rows, cols, type); });
}

OCV_API ocv_mat_clone(const cv::Mat* m, cv::Mat** out) {
    return guarded([&] { *out = new cv::Mat(m->clone()); });
}

OCV_API ocv_mat_copy_to(const cv::Mat* m, cv::Mat* to, const cv::Mat* mask) {
    return guarded([&] { mask ? m->copyTo(*to, *mask) : m->copyTo(*to); });
}

OCV_API ocv_mat_convert_to(const cv::Mat* m, cv::Mat* to, int type, double alpha, double beta) {
    return guarded([&] { m->convertTo(*to, type, alpha, beta); });
}

OCV_API ocv_mat_set_to(cv::Mat* m, Scalar4 value, const cv::Mat* mask) {
    return guarded([&] { m->setTo(from(value), optional(mask)); });
}

// ---- Image files

OCV_API ocv_imread(const char* path, int flags, cv::Mat** out) {
    return guarded([&] { *out = new cv::Mat(cv::imread(path, flags)); });
}

OCV_API ocv_imwrite(const char* path, const cv::Mat* m, const int* parameters, int count, int* written) {
    return guarded([&] { *written = cv::imwrite(path, *m, std::vector<int>(parameters, parameters + count)); });
}

OCV_API ocv_imencode(const char* extension, const cv::Mat* m, const int* parameters, int count,
                     std::vector<uint8_t>** out, uint8_t** data, int64_t* size, int* written) {
    return guarded([&] {
        auto bytes = std::make_unique<std::vector<uint8_t>>();
        *written = cv::imencode(extension, *m, *bytes, std::vector<int>(parameters, parameters + count));
        *data = bytes->data();
        *size = static_cast<int64_t>(bytes->size());
        *out = bytes.release();
    });
}

OCV_API ocv_bytes_delete(std::vector<uint8_t>* bytes) {
    return guarded([&] { delete bytes; });
}

OCV_API ocv_imdecode(const uint8_t* data, int size, int flags, cv::Mat** out) {
    return guarded([&] {
        const cv::Mat buffer(1, size, CV_8U, const_cast<uint8_t*>(data));
        *out = new cv::Mat(cv::imdecode(buffer, flags));
    });
}

// ---- Pixels

OCV_API ocv_cvt_color(const cv::Mat* from, cv::Mat* to, int code, int channels) {
    return guarded([&] { cv::cvtColor(*from, *to, code, channels); });
}

OCV_API ocv_resize(const cv::Mat* src, cv::Mat* to, Extent size, double fx, double fy, int interpolation) {
    return guarded([&] { cv::resize(*src, *to, from(size), fx, fy, interpolation); });
}

OCV_API ocv_apply_color_map(const cv::Mat* src, cv::Mat* to, int map) {
    return guarded([&] { cv::applyColorMap(*src, *to, map); });
}

OCV_API ocv_gaussian_blur(const cv::Mat* src, cv::Mat* to, Extent kernel, double sigma_x, double sigma_y, int border) {
    return guarded([&] { cv::GaussianBlur(*src, *to, from(kernel), sigma_x, sigma_y, border); });
}

OCV_API ocv_median_blur(const cv::Mat* src, cv::Mat* to, int kernel) {
    return guarded([&] { cv::medianBlur(*src, *to, kernel); });
}

OCV_API ocv_hconcat(const cv::Mat* const* parts, int count, cv::Mat* to) {
    return guarded([&] {
        std::vector<cv::Mat> all;
        for (int i = 0; i < count; i++) all.push_back(*parts[i]);
        cv::hconcat(all, *to);
    });
}

OCV_API ocv_vconcat(const cv::Mat* const* parts, int count, cv::Mat* to) {
    return guarded([&] {
        std::vector<cv::Mat> all;
        for (int i = 0; i < count; i++) all.push_back(*parts[i]);
        cv::vconcat(all, *to);
    });
}

OCV_API ocv_min_max_loc(const cv::Mat* m, const cv::Mat* mask, double* low, double* high, Point2* low_at, Point2* high_at) {
    return guarded([&] {
        cv::Point a, b;
        cv::minMaxLoc(*m, low, high, &a, &b, optional(mask));
        *low_at = {a.x, a.y};
        *high_at = {b.x, b.y};
    });
}

OCV_API ocv_remap(const cv::Mat* src, cv::Mat* to, const cv::Mat* map1, const cv::Mat* map2, int interpolation, int border,
                  Scalar4 value) {
    return guarded([&] { cv::remap(*src, *to, *map1, optional(map2), interpolation, border, from(value)); });
}

// ---- Drawing

OCV_API ocv_line(cv::Mat* m, Point2 a, Point2 b, Scalar4 color, int thickness, int line_type, int shift) {
    return guarded([&] { cv::line(*m, from(a), from(b), from(color), thickness, line_type, shift); });
}

OCV_API ocv_rectangle(cv::Mat* m, Box box, Scalar4 color, int thickness, int line_type, int shift) {
    return guarded([&] { cv::rectangle(*m, from(box), from(color), thickness, line_type, shift); });
}

OCV_API ocv_rectangle_corners(cv::Mat* m, Point2 a, Point2 b, Scalar4 color, int thickness, int line_type, int shift) {
    return guarded([&] { cv::rectangle(*m, from(a), from(b), from(color), thickness, line_type, shift); });
}

OCV_API ocv_circle(cv::Mat* m, Point2 center, int radius, Scalar4 color, int thickness, int line_type, int shift) {
    return guarded([&] { cv::circle(*m, from(center), radius, from(color), thickness, line_type, shift); });
}

OCV_API ocv_put_text(cv::Mat* m, const char* text, Point2 at, int face, double scale, Scalar4 color, int thickness,
                     int line_type, int bottom_left) {
    return guarded([&] { cv::putText(*m, text, from(at), face, scale, from(color), thickness, line_type, bottom_left != 0); });
}

OCV_API ocv_text_size(const char* text, int face, double scale, int thickness, int* base_line, Extent* size) {
    return guarded([&] {
        const cv::Size s = cv::getTextSize(text, face, scale, thickness, base_line);
        *size = {s.width, s.height};
    });
}

// ---- Calibration

OCV_API ocv_init_undistort_rectify_map(const cv::Mat* camera, const cv::Mat* distortion, const cv::Mat* rotation,
                                       const cv::Mat* new_camera, Extent size, int type, cv::Mat* map1, cv::Mat* map2) {
    return guarded([&] {
        cv::initUndistortRectifyMap(*camera, optional(distortion), optional(rotation), optional(new_camera), from(size), type,
                                    *map1, *map2);
    });
}

OCV_API ocv_fisheye_init_undistort_rectify_map(const cv::Mat* camera, const cv::Mat* distortion, const cv::Mat* rotation,
                                               const cv::Mat* new_camera, Extent size, int type, cv::Mat* map1, cv::Mat* map2) {
    return guarded([&] {
        cv::fisheye::initUndistortRectifyMap(*camera, *distortion, optional(rotation), optional(new_camera), from(size), type,
                                             *map1, *map2);
    });
}

OCV_API ocv_stereo_rectify(const cv::Mat* k1, const cv::Mat* d1, const cv::Mat* k2, const cv::Mat* d2, Extent size,
                           const cv::Mat* r, const cv::Mat* t, cv::Mat* r1, cv::Mat* r2, cv::Mat* p1, cv::Mat* p2, cv::Mat* q,
                           int flags, double alpha, Extent new_size, Box* roi1, Box* roi2) {
    return guarded([&] {
        cv::Rect a, b;
        cv::stereoRectify(*k1, optional(d1), *k2, optional(d2), from(size), *r, *t, *r1, *r2, *p1, *p2, *q, flags, alpha,
                          from(new_size), &a, &b);
        *roi1 = {a.x, a.y, a.width, a.height};
        *roi2 = {b.x, b.y, b.width, b.height};
    });
}

OCV_API ocv_fisheye_stereo_rectify(const cv::Mat* k1, const cv::Mat* d1, const cv::Mat* k2, const cv::Mat* d2, Extent size,
                                   const cv::Mat* r, const cv::Mat* t, cv::Mat* r1, cv::Mat* r2, cv::Mat* p1, cv::Mat* p2,
                                   cv::Mat* q, int flags, Extent new_size, double balance, double fov_scale) {
    return guarded([&] {
        cv::fisheye::stereoRectify(*k1, *d1, *k2, *d2, from(size), *r, *t, *r1, *r2, *p1, *p2, *q, flags, from(new_size), balance,
                                   fov_scale);
    });
}

OCV_API ocv_undistort_points(const cv::Mat* points, cv::Mat* to, const cv::Mat* camera, const cv::Mat* distortion,
                             const cv::Mat* rotation, const cv::Mat* projection, int criteria, int count, double epsilon) {
    return guarded([&] {
        cv::undistortPoints(*points, *to, *camera, optional(distortion), optional(rotation), optional(projection),
                            cv::TermCriteria(criteria, count, epsilon));
    });
}

OCV_API ocv_fisheye_undistort_points(const cv::Mat* points, cv::Mat* to, const cv::Mat* camera, const cv::Mat* distortion,
                                     const cv::Mat* rotation, const cv::Mat* projection) {
    return guarded([&] {
        cv::fisheye::undistortPoints(*points, *to, *camera, *distortion, optional(rotation), optional(projection));
    });
}

// ---- Stereo matching

OCV_API ocv_stereo_bm_new(int disparities, int block, Matcher** smart, cv::StereoMatcher** raw) {
    return guarded([&] {
        *smart = new Matcher(cv::StereoBM::create(disparities, block));
        *raw = (*smart)->get();
    });
}

OCV_API ocv_stereo_sgbm_new(int lowest, int disparities, int block, int p1, int p2, int disp12_max_diff, int prefilter_cap,
                            int uniqueness, int speckle_window, int speckle_range, int mode, Matcher** smart,
                            cv::StereoMatcher** raw) {
    return guarded([&] {
        *smart = new Matcher(cv::StereoSGBM::create(lowest, disparities, block, p1, p2, disp12_max_diff, prefilter_cap,
                                                    uniqueness, speckle_window, speckle_range, mode));
        *raw = (*smart)->get();
    });
}

OCV_API ocv_stereo_delete(Matcher* m) {
    return guarded([&] { delete m; });
}

OCV_API ocv_stereo_compute(Matcher* m, const cv::Mat* left, const cv::Mat* right, cv::Mat* disparity) {
    return guarded([&] { (*m)->compute(*left, *right, *disparity); });
}

OCV_API ocv_filter_speckles(cv::Mat* m, double new_value, int max_size, double max_difference, cv::Mat* buffer) {
    return guarded([&] {
        if (buffer) cv::filterSpeckles(*m, new_value, max_size, max_difference, *buffer);
        else cv::filterSpeckles(*m, new_value, max_size, max_difference);
    });
}

// A property's getter and setter: ocv_<group>_get_<name>(m, &value), ocv_<group>_set_<name>(m, value).
#define OCV_PROPERTY(group, object, name, method)                                                   \
    OCV_API ocv_##group##_get_##name(Matcher* m, int* value) {                                      \
        return guarded([&] { *value = object.get##method(); });                                     \
    }                                                                                               \
    OCV_API ocv_##group##_set_##name(Matcher* m, int value) {                                       \
        return guarded([&] { object.set##method(value); });                                         \
    }

OCV_PROPERTY(stereo, (**m), min_disparity, MinDisparity)
OCV_PROPERTY(stereo, (**m), num_disparities, NumDisparities)
OCV_PROPERTY(stereo, (**m), block_size, BlockSize)
OCV_PROPERTY(stereo, (**m), speckle_window_size, SpeckleWindowSize)
OCV_PROPERTY(stereo, (**m), speckle_range, SpeckleRange)
OCV_PROPERTY(stereo, (**m), disp12_max_diff, Disp12MaxDiff)
OCV_PROPERTY(sgbm, sgbm(m), pre_filter_cap, PreFilterCap)
OCV_PROPERTY(sgbm, sgbm(m), uniqueness_ratio, UniquenessRatio)
OCV_PROPERTY(sgbm, sgbm(m), p1, P1)
OCV_PROPERTY(sgbm, sgbm(m), p2, P2)
OCV_PROPERTY(sgbm, sgbm(m), mode, Mode)
OCV_PROPERTY(bm, bm(m), pre_filter_type, PreFilterType)
OCV_PROPERTY(bm, bm(m), pre_filter_size, PreFilterSize)
OCV_PROPERTY(bm, bm(m), pre_filter_cap, PreFilterCap)
OCV_PROPERTY(bm, bm(m), texture_threshold, TextureThreshold)
OCV_PROPERTY(bm, bm(m), uniqueness_ratio, UniquenessRatio)

// ---- Library

OCV_API ocv_set_num_threads(int threads) {
    return guarded([&] { cv::setNumThreads(threads); });
}

OCV_API ocv_get_num_threads(int* threads) {
    return guarded([&] { *threads = cv::getNumThreads(); });
}
