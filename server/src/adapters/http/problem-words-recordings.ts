/**
 * Words of the problems of files that people send — lời từ chối khi thu và tải lên âm thanh, ảnh.
 *
 * For somebody with a microphone, a camera or a file: what is wrong with it and what to try. Part of
 * the exhaustive tables of `problem-words.ts`.
 */
import type { Refusal } from '../../flows/refusals.js';

type Code = Extract<
  Refusal['code'],
  `recording-${string}` | `upload-${string}` | `photo-${string}`
>;
type Words = { readonly vi: string; readonly en: string };
const words = (vi: string, en: string): Words => ({ vi, en });

export const RECORDING_STATUS: { readonly [C in Code]: number } = {
  'upload-running': 409,
  'upload-quota': 429,
  'upload-too-large': 413,
  'upload-broken': 400,
  'recording-empty': 422,
  'recording-not-audio': 422,
  'recording-silent': 422,
  'recording-too-short': 422,
  'recording-too-long': 422,
  'recording-failed': 503,
  'photo-full': 409,
  'photo-too-large': 413,
  'photo-heic': 422,
  'photo-unreadable': 422,
  'photo-failed': 503,
};

export const RECORDING_TITLE: { readonly [C in Code]: Words } = {
  'upload-running': words('Bạn đang tải lên một tệp khác', 'Another file of yours is coming in'),
  'upload-quota': words('Hôm nay bạn đã tải lên quá nhiều', 'Too much sent in one day'),
  'upload-too-large': words('Tệp thu âm quá lớn', 'The recording is too large'),
  'upload-broken': words('Tệp chưa gửi xong', 'The file did not arrive whole'),
  'recording-empty': words('Tệp thu âm trống', 'The recording is empty'),
  'recording-not-audio': words('Tệp này không phải âm thanh', 'The file holds no sound'),
  'recording-silent': words('Bản thu không có tiếng', 'The recording is silent'),
  'recording-too-short': words('Bản thu quá ngắn', 'The recording is too short'),
  'recording-too-long': words('Bản thu quá dài', 'The recording is too long'),
  'recording-failed': words('Chưa xử lý được bản thu', 'The recording could not be worked on'),
  'photo-full': words('Cụm loa này đã đủ số ảnh', 'The cluster has all the photos it can have'),
  'photo-too-large': words('Ảnh quá lớn', 'The photo is too large'),
  'photo-heic': words('Ảnh HEIC của iPhone chưa dùng được', 'An iPhone photo (HEIC) is not taken'),
  'photo-unreadable': words('Tệp này không phải ảnh, hoặc ảnh bị hỏng', 'No whole photo'),
  'photo-failed': words('Chưa xử lý được ảnh', 'The photo could not be worked on'),
};

export const RECORDING_NEXT: { readonly [C in Code]: Words } = {
  'upload-running': words('Chờ tệp đó gửi xong.', 'Wait until it has arrived.'),
  'upload-quota': words('Chờ đến ngày mai rồi gửi tiếp.', 'Go on tomorrow.'),
  'upload-too-large': words(
    'Lưu dưới dạng MP3 hoặc chia thành nhiều tệp.',
    'Save it as MP3, or split it.',
  ),
  'upload-broken': words('Kiểm tra mạng rồi gửi lại.', 'Check the network and send again.'),
  'recording-empty': words('Chọn tệp khác.', 'Choose another file.'),
  'recording-not-audio': words(
    'Chọn tệp MP3, M4A, WAV hoặc OGG.',
    'Choose an MP3, M4A, WAV or OGG file.',
  ),
  'recording-silent': words(
    'Kiểm tra micrô rồi thu lại.',
    'Check the microphone and record again.',
  ),
  'recording-too-short': words('Thu dài hơn nửa giây.', 'Record more than half a second.'),
  'recording-too-long': words('Chia thành nhiều bản thu.', 'Split it into several.'),
  'recording-failed': words(
    'Thử lại; nếu vẫn lỗi, báo quản trị.',
    'Try again, or tell the administrator.',
  ),
  'photo-full': words('Xoá một ảnh cũ rồi thêm lại.', 'Remove an old one, then add it again.'),
  'photo-too-large': words(
    'Chụp lại ở cỡ nhỏ hơn, hoặc gửi ảnh chụp màn hình của ảnh đó.',
    'Take it again at a smaller size, or send a screenshot of it.',
  ),
  'photo-heic': words(
    'Trên iPhone, mở Cài đặt, Camera, Định dạng, chọn “Tương thích nhất” rồi chụp lại.',
    'On the iPhone choose Settings, Camera, Formats, “Most Compatible” and take it again.',
  ),
  'photo-unreadable': words(
    'Chụp lại, hoặc chọn ảnh JPEG, PNG hay WebP khác.',
    'Take it again, or choose another JPEG, PNG or WebP file.',
  ),
  'photo-failed': words(
    'Thử lại; nếu vẫn lỗi, báo quản trị.',
    'Try again, or tell the administrator.',
  ),
};
