/** Ambiguous abbreviations, continued — chữ viết tắt nhiều nghĩa (tiếp).
 *
 * The shorter entries: letters with one usual meaning and a few others by context. Same shape and same
 * order of trial as `ambiguous.ts`, which merges both.
 */
import { type Meaning, near } from './meaning.js';

const CULTURE: readonly Meaning[] = [
  { spoken: 'văn hóa và thể thao', when: near('sở\\s*¦') },
  { spoken: 'văn hóa và thông tin', when: near('phòng\\s*¦') },
  { spoken: 'văn hóa thông tin' },
];

export const SHORT_AMBIGUOUS = {
  TP: [
    { spoken: 'tư pháp', when: near('(?:sở|phòng|ngành|bộ)\\s*:?\\s*¦|các sở:?[^.;]{0,30}¦') },
    { spoken: 'thành phố' },
  ],
  VHTT: CULTURE,
  'VH-TT': CULTURE,
  'VH&TT': CULTURE,
  QCVN: [{ spoken: 'việt nam', when: near('quy chuẩn\\s*¦') }, { spoken: 'quy chuẩn việt nam' }],
  TCVN: [{ spoken: 'việt nam', when: near('tiêu chuẩn\\s*¦') }, { spoken: 'tiêu chuẩn việt nam' }],
  TK: [
    {
      spoken: 'tài khoản',
      when: near(
        '(?:số|chủ|vào|qua)\\s*¦|¦\\s*(?:số\\s*)?:?\\s*\\d|¦\\s*(?:ngân hàng|định danh|vneid)',
      ),
    },
    { spoken: 'tiết kiệm', when: near('(?:tổ|quỹ)\\s*¦|¦\\s*(?:&|và)') },
    { spoken: 'thế kỷ', when: near('¦\\s*[xvi]{1,5}WORD_END') },
    { spoken: 'tài khoản', guess: true },
  ],
  DT: [
    { spoken: 'diện tích', when: near('¦\\s*:?\\s*\\d') },
    { spoken: 'điện thoại', when: near('số\\s*¦') },
    { spoken: 'dân tộc' },
  ],
  BP: [
    { spoken: 'biên phòng', when: near('(?:đồn|bộ đội|trạm|lực lượng)\\s*¦') },
    { spoken: 'bộ phận' },
  ],
  PGD: [
    { spoken: 'phòng giao dịch', when: near('¦\\s*(?:nhcsxh|ngân hàng|agribank|csxh|bưu điện)') },
    { spoken: 'phòng giáo dục' },
  ],
  CA: [{ spoken: 'công an' }],
  BKS: [
    {
      spoken: 'biển kiểm soát',
      when: near('(?:xe|ô tô|mô tô|gắn|mang)\\s*¦|¦\\s*(?:số\\s*)?:?\\s*\\d{2}'),
    },
    { spoken: 'ban kiểm soát' },
  ],
  SN: [{ spoken: 'sinh năm', when: near('¦\\s*:?\\s*(?:19|20)\\d{2}') }, { spoken: 'sự nghiệp' }],
  CN: [
    {
      spoken: 'chủ nhật',
      when: near(
        '(?:t[2-7]|(?:thứ \\p{L}+|thứ \\d|t[2-7]) (?:đến|tới|và|hoặc))\\s*[-–,]?\\s*¦|(?:thứ \\p{L}+|thứ \\d|sáng|tối|chiều|,|và|-)\\s*¦|¦\\s*(?:hằng tuần|hàng tuần|\\d{1,2}/|,?\\s*ngày \\d)',
      ),
    },
    {
      spoken: 'chi nhánh',
      when: near(
        '(?:bank|bidv|nhcsxh|ngân hàng[^,.;]{0,20})\\s*¦|¦\\s*(?:tỉnh|huyện|ngân hàng|công ty|vpđkđđ|văn phòng)',
      ),
    },
    { spoken: 'công nghệ', when: near('(?:&|kh|khoa học và)\\s*¦') },
    { spoken: 'công nghiệp', guess: true },
  ],
  MN: [
    { spoken: 'mầm non', when: near('(?:trường|gd|cấp|bậc|lớp|giáo dục)\\s*¦') },
    { spoken: 'miền núi', when: near('(?:dtts|thiểu số|&|và)\\s*¦') },
    { spoken: 'mầm non' },
  ],
  HS: [{ spoken: 'hình sự', when: near('(?:luật|tố tụng|vụ án|án)\\s*¦') }, { spoken: 'học sinh' }],
  BS: [{ spoken: 'bổ sung', when: near('(?:sđ|sửa đổi)\\s*,?\\s*¦') }, { spoken: 'bác sĩ' }],
  SĐ: [{ spoken: 'sửa đổi', when: near('¦\\s*,?\\s*bs|\\(\\s*¦') }],
  QP: [{ spoken: 'quốc phòng' }],
  AN: [{ spoken: 'an ninh' }],
  QS: [{ spoken: 'quân sự' }],
  YT: [{ spoken: 'y tế' }],
  XH: [{ spoken: 'xã hội' }],
  VH: [{ spoken: 'văn hóa' }],
  GD: [{ spoken: 'giáo dục' }],
  CS: [
    { spoken: 'cảnh sát', when: near('¦\\s*(?:giao thông|hình sự|khu vực|pccc|113)') },
    { spoken: 'cơ sở', guess: true },
  ],
  BCA: [{ spoken: 'bộ công an' }],
  BTP: [{ spoken: 'bộ tư pháp' }],
  BNV: [{ spoken: 'bộ nội vụ' }],
  BTC: [
    {
      spoken: 'bộ tài chính',
      when: near(
        '(?:của|thông tư(?: số)? [^;.]{0,20}|quyết định [^;.]{0,20}|bộ tư pháp,?|btp,?|theo|và|ngành)\\s*¦',
      ),
    },
    {
      spoken: 'ban tổ chức',
      when: near(
        '¦\\s*(?:hội thi|cuộc thi|giải|lễ|chương trình|hội nghị|lễ hội|đại hội)|(?:trưởng|phó)\\s*¦',
      ),
    },
    { spoken: 'ban tổ chức', guess: true },
  ],
  BCT: [
    { spoken: 'bộ công thương', when: near('(?:thông tư[^;.]{0,20}|sở|ngành)\\s*¦') },
    { spoken: 'bộ chính trị' },
  ],
  Q: [
    {
      spoken: 'quyền',
      when: near(
        '¦\\s*\\.\\s*(?:giám đốc|chủ tịch|trưởng|hiệu trưởng|viện trưởng|cục trưởng|chánh)',
      ),
    },
    { spoken: 'quận', when: near('¦\\s*\\.') },
  ],
  P: [
    {
      spoken: 'phó',
      when: near('¦\\s*\\.?\\s*(?:giám đốc|chủ tịch|trưởng|bí thư|hiệu trưởng|ban)WORD_END'),
    },
    {
      spoken: 'phòng',
      when: near(
        '¦\\s*\\.?\\s*(?:tư pháp|nội vụ|kinh tế|văn hóa|tài chính|giáo dục|tn|lđ|gd|tc|kỹ thuật|hành chính|tổ chức|khám|trực)WORD_END',
      ),
    },
    { spoken: 'phường', when: near('¦\\s*\\.') },
  ],
  X: [{ spoken: 'xã', when: near('¦\\s*\\.') }],
  H: [{ spoken: 'huyện', when: near('¦\\s*\\.') }],
  T: [
    { spoken: 'tỉnh', when: near('¦\\s*\\.') },
    { spoken: 'tháng', when: near('¦\\s*\\d') },
  ],
  TM: [{ spoken: 'thay mặt', when: near('¦\\s*\\.') }, { spoken: 'thương mại' }],
  TL: [
    {
      spoken: 'thừa lệnh',
      when: near('¦\\s*\\.\\s*(?:chủ tịch|giám đốc|bộ trưởng|thủ tướng|trưởng)'),
    },
    { spoken: 'tỉnh lộ', when: near('¦\\s*\\.?\\s*\\d') },
    { spoken: 'tài liệu', guess: true },
  ],
  LH: [{ spoken: 'liên hệ', when: near('¦\\s*:') }],
  ĐC: [
    { spoken: 'địa chỉ', when: near('¦\\s*:') },
    { spoken: 'địa chính', when: near('(?:cán bộ|bản đồ|công chức)\\s*¦') },
  ],
  LP: [{ spoken: 'lãng phí', when: near('(?:tham nhũng|pctn|tiết kiệm|thtk)\\s*,?\\s*¦') }],
  AL: [{ spoken: 'âm lịch', when: near('(?:\\d|tháng \\p{L}+|mùng|rằm)\\s*\\(?\\s*¦') }],
  TUQ: [{ spoken: 'thừa ủy quyền' }],
  'đ/c': [
    { spoken: 'địa chỉ', when: near('¦\\s*:\\s*(?:số|\\d|thôn|khu|đường|tổ)') },
    { spoken: 'đồng chí' },
  ],
  'Đ/c': [
    { spoken: 'địa chỉ', when: near('¦\\s*:\\s*(?:số|\\d|thôn|khu|đường|tổ)') },
    { spoken: 'đồng chí' },
  ],
  DS: [
    { spoken: 'dân sự', when: near('(?:luật|tố tụng|vụ án|án|hình sự,?)\\s*¦') },
    { spoken: 'danh sách', when: near('(?:theo|có|kèm)\\s*¦') },
    { spoken: 'dược sĩ', when: near('¦\\s*\\.') },
    { spoken: 'dân số' },
  ],
  CB: [{ spoken: 'cán bộ' }],
  LS: [
    {
      spoken: 'liệt sĩ',
      when: near('(?:tb|thương binh,?|gia đình|nghĩa trang|mộ|thân nhân)\\s*¦'),
    },
    { spoken: 'luật sư' },
  ],
  KP: [
    { spoken: 'khu phố', when: near('¦\\s*\\.?\\s*\\d|(?:thôn,?|trưởng)\\s*¦') },
    { spoken: 'kinh phí', guess: true },
  ],
  PA: [{ spoken: 'phương án', when: near('¦\\s*(?:số|\\d|xử lý|phòng|bồi thường)') }],
  QC: [
    { spoken: 'quy chế', when: near('¦\\s*(?:phối hợp|làm việc|số)') },
    { spoken: 'quảng cáo', guess: true },
  ],
  KTS: [
    {
      spoken: 'kiến trúc sư',
      when: near('¦\\s*\\.?\\s*(?:nguyễn|trần|lê|phạm|võ|phan|hồ|đặng|bùi|đỗ)'),
    },
    { spoken: 'kinh tế số' },
  ],
  VT: [
    { spoken: 'văn thư', when: near('lưu:?\\s*¦') },
    { spoken: 'viễn thông', guess: true },
  ],
  ĐL: [{ spoken: 'đại lý', guess: true }],
  CTr: [{ spoken: 'chương trình' }],
  HC: [{ spoken: 'hành chính' }],
  HK: [{ spoken: 'học kỳ', when: near('¦\\s*(?:i|ii|1|2|hè)WORD_END') }, { spoken: 'hộ khẩu' }],
  BĐ: [
    { spoken: 'bưu điện', when: near('¦\\s*(?:văn hóa|vh|tỉnh|xã)|¦\\s*-\\s*vh') },
    { spoken: 'bình định', guess: true },
  ],
} satisfies Record<string, readonly Meaning[]>;
