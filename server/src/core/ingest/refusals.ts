/**
 * Refusals of a file — từ chối tệp.
 *
 * Why an uploaded file cannot become a text, each with what the sender can do about it. Closed list:
 * a reader names a code, the words live here. It reads no file.
 */
export type RefusalCode =
  | 'empty'
  | 'too-large'
  | 'too-many-lines'
  | 'too-complex'
  | 'too-slow'
  | 'image'
  | 'audio'
  | 'video'
  | 'archive'
  | 'spreadsheet'
  | 'presentation'
  | 'open-document'
  | 'rtf'
  | 'web-archive'
  | 'program'
  | 'password'
  | 'scan'
  | 'damaged'
  | 'unsafe'
  | 'no-text'
  | 'unknown';

const DETAILS: Readonly<Record<RefusalCode, string>> = {
  empty: 'Tệp không có chữ nào. Hãy kiểm tra lại tệp rồi gửi lại.',
  'too-large': 'Tệp quá lớn. Hãy chia nhỏ văn bản, hoặc bỏ ảnh trong tệp, rồi gửi lại.',
  'too-many-lines': 'Tệp có quá nhiều dòng. Hãy chia nhỏ văn bản rồi gửi từng phần.',
  'too-complex':
    'Tệp có cấu trúc lớn hoặc phức tạp bất thường nên không được mở. Hãy mở tệp bằng Word, lưu thành tệp DOCX mới rồi gửi lại.',
  'too-slow':
    'Đọc tệp mất quá nhiều thời gian hoặc bộ nhớ nên đã dừng. Hãy chia nhỏ văn bản, hoặc sao chép chữ và dán vào ô nhập văn bản.',
  image:
    'Đây là tệp ảnh, chưa có chữ. Hãy gửi bản chữ của văn bản, hoặc nhận dạng chữ (OCR) rồi gửi kết quả.',
  audio: 'Đây là tệp âm thanh. Hãy dùng mục tải lên bản ghi âm.',
  video: 'Đây là tệp hình. Hãy tách lấy tiếng rồi dùng mục tải lên bản ghi âm.',
  archive: 'Đây là tệp nén. Hãy giải nén rồi gửi từng văn bản bên trong.',
  spreadsheet:
    'Đây là bảng tính (Excel). Hãy sao chép phần cần đọc sang Word, hoặc dán vào ô nhập văn bản.',
  presentation: 'Đây là tệp trình chiếu. Hãy sao chép phần chữ rồi dán vào ô nhập văn bản.',
  'open-document': 'Đây là tệp OpenDocument (ODT). Hãy lưu thành Word (DOCX) rồi gửi lại.',
  rtf: 'Đây là tệp RTF. Hãy mở bằng Word, lưu thành DOCX rồi gửi lại.',
  'web-archive':
    'Đây là trang web lưu cả gói (MHT). Hãy lưu lại trang dưới dạng HTML, hoặc sao chép phần chữ rồi dán vào ô nhập văn bản.',
  program: 'Đây là tệp chương trình, không phải văn bản. Tệp không được mở.',
  password: 'Tệp đặt mật khẩu. Hãy bỏ mật khẩu (Lưu thành tệp mới, không mã hóa) rồi gửi lại.',
  scan: 'Tệp PDF này là bản chụp, cần nhận dạng chữ. Hãy gửi bản Word hoặc bản PDF có chữ, hoặc nhận dạng chữ (OCR) rồi gửi kết quả.',
  damaged:
    'Tệp bị hỏng hoặc không đúng định dạng. Hãy mở lại bằng chương trình đã tạo ra nó, lưu thành tệp mới rồi gửi lại.',
  unsafe:
    'Tệp có thành phần không được phép (tệp nén lồng nhau, khai báo ngoài hoặc nén quá mức), nên không được mở. Hãy sao chép phần chữ rồi dán vào ô nhập văn bản.',
  'no-text':
    'Không tìm thấy phần nội dung văn bản trong tệp. Hãy sao chép phần chữ rồi dán vào ô nhập văn bản.',
  unknown: 'Không nhận ra loại tệp. Hãy gửi tệp DOCX, DOC, PDF, HTML hoặc TXT.',
};

/** A refusal that a reader throws through its own layers; the entry turns it into a value. */
export class Refused extends Error {
  readonly code: RefusalCode;

  constructor(code: RefusalCode) {
    super(code);
    this.name = 'Refused';
    this.code = code;
  }
}

const isRefusalCode = (code: unknown): code is RefusalCode =>
  typeof code === 'string' && Object.hasOwn(DETAILS, code);

/** Code of whatever a reader threw; a parser that stumbles over strangers' bytes says they are broken. */
export const refusalCodeOf = (error: unknown): RefusalCode => {
  const code = error instanceof Error ? (error as { readonly code?: unknown }).code : undefined;
  return isRefusalCode(code) ? code : 'damaged';
};

/** What is wrong and what to do, in Vietnamese. */
export const refusalDetail = (code: RefusalCode): string => DETAILS[code];
