/** Ambiguous abbreviations — chữ viết tắt nhiều nghĩa.
 *
 * Letters that mean different things by what stands around them, tried in order: the pattern sees up
 * to 40 characters before, a bar, and up to 30 after, lower-cased. A last entry without a pattern is the
 * usual meaning; when it is only a guess it says so and the editor is asked.
 */
import { SHORT_AMBIGUOUS } from './ambiguous-short.js';
import { DOC_AFTER, type Meaning, near } from './meaning.js';

export const AMBIGUOUS: ReadonlyMap<string, readonly Meaning[]> = new Map(
  Object.entries({
    ...SHORT_AMBIGUOUS,
    CT: [
      { spoken: 'chỉ thị', when: DOC_AFTER },
      {
        spoken: 'chủ tịch',
        when: near(
          '¦\\s*(?:,|và|hoặc)?\\s*(?:các |)?(?:ubnd|hđnd|ủy ban|hội đồng|mttq|ubmttq|hội|pct|phó chủ tịch|xã|phường|tỉnh|huyện|công đoàn|nước)WORD_END',
        ),
      },
      {
        spoken: 'chương trình',
        when: near('¦\\s*(?:mục tiêu|mtqg|hành động|phối hợp|công tác|135|giảm nghèo)WORD_END'),
      },
      { spoken: 'công ty', when: near('¦\\s*(?:tnhh|cổ phần|cp)WORD_END') },
      { spoken: 'chính trị', when: near('(?:lý luận|hệ thống|kinh tế|tổ chức)\\s*¦') },
      { spoken: 'chủ tịch', guess: true },
    ],
    TT: [
      { spoken: 'thông tư', when: DOC_AFTER },
      {
        spoken: 'thông tư',
        when: near('(?:các|theo|và|hai)\\s*¦\\s*(?:của|này|hướng dẫn|liên tịch)'),
      },
      { spoken: 'thứ tự', when: near('số\\s*¦') },
      {
        spoken: 'thường trực',
        when: near(
          '¦\\s*(?:hđnd|hội đồng|tỉnh ủy|huyện ủy|đảng ủy|thành ủy|ủy ban|ubmttq|tu|hu|bcđ|ban)WORD_END',
        ),
      },
      {
        spoken: 'trung tâm',
        when: near(
          '¦\\s*(?:y tế|văn hóa|phục vụ|hành chính|dịch vụ|gdtx|bồi dưỡng|giáo dục|dạy nghề|khuyến nông|pvhcc|vh|chính trị|học tập|htcđ|trợ giúp|điều hành|kiểm soát)WORD_END',
        ),
      },
      {
        spoken: 'tuyên truyền',
        when: near('(?:công tác|hình thức)\\s*¦|¦\\s*(?:pháp luật|pbgdpl|pl|miệng)WORD_END'),
      },
      { spoken: 'thị trấn', when: near('¦\\s*\\.|(?:xã|phường|,|và|ubnd)\\s*¦') },
      { spoken: 'thông tư', guess: true },
    ],
    CP: [
      {
        spoken: 'cổ phần',
        when: near(
          '¦\\s*(?:điện lực|xây dựng|đầu tư|thương mại|tư vấn|dược|may|nước|cấp nước|môi trường)WORD_END',
        ),
      },
      { spoken: 'cổ phần', when: near('(?:công ty|cty|ct|tm|thương mại|ngân hàng|nhtm)\\s*¦') },
      { spoken: 'chi phí', when: near('¦\\s*(?:quản lý|nhân công|sản xuất|vật tư|khác)') },
      { spoken: 'chính phủ' },
    ],
    BT: [
      { spoken: 'phó bí thư', when: near('phó\\s*¦') },
      { spoken: 'bộ trưởng', when: near('¦\\s*(?:bộ|các bộ)WORD_END') },
      { spoken: 'bồi thường', when: near('(?:phương án|chi phí|tiền)\\s*¦') },
      { spoken: 'bí thư', guess: true },
    ],
    ĐT: [
      { spoken: 'đường tỉnh', when: near('¦\\s*\\.?\\s*\\d{3}[a-zđ]?(?!\\d|[\\s.]\\d)') },
      {
        spoken: 'điện thoại',
        when: near('¦\\s*[:.]?\\s*(?:\\(|\\+|\\d|:)|số\\s*¦|¦\\s*(?:di động|liên hệ)'),
      },
      { spoken: 'đào tạo', when: near('(?:&|và|gd|giáo dục|-)\\s*¦') },
      { spoken: 'đầu tư', when: near('(?:vốn|chủ|kh|dự án)\\s*¦') },
      { spoken: 'đối tượng', when: near('(?:các|từng|mọi)\\s*¦') },
      { spoken: 'điện thoại', guess: true },
    ],
    HĐ: [
      {
        spoken: 'hợp đồng',
        when: near(
          '¦\\s*(?:số|lao động|mua bán|kinh tế|thuê|dịch vụ|thi công|tín dụng|xây dựng)|(?:ký|thanh lý|theo)\\s*¦',
        ),
      },
      { spoken: 'hóa đơn', when: near('¦\\s*(?:điện tử|gtgt|bán hàng)') },
      { spoken: 'hoạt động', when: near('(?:các|chương trình|kế hoạch|báo cáo)\\s*¦') },
      { spoken: 'hội đồng', guess: true },
    ],
    TB: [
      { spoken: 'thông báo', when: DOC_AFTER },
      {
        spoken: 'trung bình',
        when: near('(?:điểm|mức|loại|giá trị)\\s*¦|¦\\s*(?:cộng|năm|tháng)'),
      },
      { spoken: 'thương binh', when: near('¦\\s*(?:liệt|-|và|&|ls|hạng|\\d/4)') },
      { spoken: 'thiết bị', when: near('(?:trang|máy móc,?|vật tư)\\s*¦') },
      { spoken: 'thông báo', guess: true },
    ],
    TH: [
      {
        spoken: 'tiểu học',
        when: near('(?:trường|cấp|bậc|và|gd|học sinh)\\s*¦|¦\\s*(?:,|&|và|-)'),
      },
      { spoken: 'truyền hình', when: near('(?:đài|phát thanh|pt)\\s*[-&]?\\s*¦') },
      { spoken: 'tổng hợp', when: near('(?:phòng|báo cáo|bảng)\\s*¦') },
      { spoken: 'thực hiện', guess: true },
    ],
    CĐ: [
      { spoken: 'công điện', when: DOC_AFTER },
      { spoken: 'cao đẳng', when: near('(?:trường|đh|đại học|hệ|,|và|bằng)\\s*¦') },
      {
        spoken: 'công đoàn',
        when: near(
          '¦\\s*(?:cơ sở|ngành|viên|viên chức|cs|tỉnh|huyện)|(?:ban chấp hành|bch|chủ tịch|đoàn viên)\\s*¦',
        ),
      },
      { spoken: 'cộng đồng', when: near('(?:dân cư|giám sát)\\s*¦') },
      { spoken: 'cao đẳng', guess: true },
    ],
    ĐH: [
      { spoken: 'đường huyện', when: near('¦\\s*\\.?\\s*\\d') },
      {
        spoken: 'đại hội',
        when: near('¦\\s*(?:đảng|đại biểu|chi bộ|lần|mttq|công đoàn|cháu|thi đua|[xiv]+)WORD_END'),
      },
      { spoken: 'đại học' },
    ],
    KT: [
      { spoken: 'kiểm tra', when: near('(?:ủy ban|đoàn|ub|công tác)\\s*¦') },
      { spoken: 'ký thay', when: near('¦\\s*\\.') },
      { spoken: 'kinh tế', when: near('(?:phòng|phát triển|ban|nền)\\s*¦|¦\\s*[-–&]') },
      { spoken: 'kinh tế', guess: true },
    ],
    TC: [
      { spoken: 'tiêu cực', when: near('(?:tham nhũng|pctn|lãng phí|lp)\\s*,?\\s*¦') },
      { spoken: 'tố cáo', when: near('(?:khiếu nại|kn)\\s*[,-]?\\s*¦') },
      {
        spoken: 'tài chính',
        when: near('(?:sở|bộ|phòng|kế hoạch)\\s*¦|¦\\s*[-–&]|các sở:?[^.;]{0,30}¦'),
      },
      { spoken: 'tổ chức', when: near('(?:ban|phòng|công tác|các)\\s*¦') },
      { spoken: 'trung cấp', when: near('(?:cđ|cao đẳng|trường|,|hệ|bằng)\\s*¦') },
      { spoken: 'tiêu chí', guess: true },
    ],
    ND: [
      { spoken: 'nông dân', when: near('(?:hội)\\s*¦') },
      { spoken: 'nghị định', when: near('¦\\s*(?:số\\s*)?\\d') },
      { spoken: 'nội dung', when: near('(?:các|\\d)\\s*¦|¦\\s*:') },
      { spoken: 'nhân dân', guess: true },
    ],
    KH: [
      { spoken: 'kế hoạch', when: DOC_AFTER },
      { spoken: 'khoa học', when: near('¦\\s*(?:và công nghệ|công nghệ|kỹ thuật)|(?:nhà)\\s*¦') },
      { spoken: 'khách hàng', when: near('(?:thông tin|mã|tên)\\s*¦') },
      { spoken: 'kế hoạch' },
    ],
    BCH: [
      {
        spoken: 'ban chỉ huy',
        when: near(
          '¦\\s*(?:quân sự|qs|phòng thủ|ptds|bộ đội|bđbp|phòng, chống|pctt|pccc|thống nhất)WORD_END',
        ),
      },
      { spoken: 'ban chấp hành' },
    ],
    BC: [{ spoken: 'báo cáo' }],
    CV: [{ spoken: 'chuyên viên', when: near('(?:lưu: vt,|các)\\s*¦') }, { spoken: 'công văn' }],
    PC: [
      {
        spoken: 'phòng, chống',
        when: near('¦\\s*(?:thiên tai|lụt bão|dịch|ma túy|tham nhũng|cháy|tội phạm|bạo lực)'),
      },
      {
        spoken: 'công ty điện lực',
        when: near('¦\\s*(?:gia lai|bình định|đắk lắk|kon tum|quảng ngãi|phú yên|đà nẵng)'),
      },
      { spoken: 'pháp chế', guess: true },
    ],
    HD: [{ spoken: 'hướng dẫn' }],
    KL: [{ spoken: 'kết luận' }],
    ĐA: [{ spoken: 'đề án' }],
    DA: [{ spoken: 'dự án' }],
  } satisfies Record<string, readonly Meaning[]>),
);
