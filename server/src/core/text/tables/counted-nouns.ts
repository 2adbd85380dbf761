/** Counted nouns — danh từ đếm được sau a/b.
 *
 * Nouns after "19/19", "05/05", "5/7" that make it a count out of a whole ("năm trên bảy chi bộ") and
 * neither a date nor a part. Longer nouns stand before shorter ones. It holds no rule.
 */
export const COUNTED_OUT_OF =
  'thành viên|đại biểu|đại hội|đồng chí|thành phố|tỉnh|quận|huyện|thị xã|thị trấn|đặc khu|xã|phường|thôn|tổ dân phố|tdp|tổ|khu phố|khu dân cư|kp|khu vực|khối|ấp|buôn|làng|bản|đội|chi bộ|chi đoàn|chi hội|đảng bộ|đảng viên|đoàn viên|hội viên|cán bộ|công chức|viên chức|giáo viên|học sinh|trẻ|em|cháu|người|lao động|nhân khẩu|khẩu|hộ|cử tri|phiếu|ý kiến|tiêu chí|chỉ tiêu|chỉ số|mục tiêu|nhiệm vụ|nội dung|lĩnh vực|thủ tục|tthc|hồ sơ|vụ|vụ việc|trường hợp|đơn thư|đơn|ca|cuộc|điểm|mô hình|công trình|dự án|hạng mục|tuyến|cơ sở|cơ quan|đơn vị|doanh nghiệp|dn|hợp tác xã|htx|trường|lớp|phòng|trạm|bệnh viện|chợ|câu|trang|bộ|ngành|ủy viên|nghị quyết|sản phẩm|hội|đoàn thể|tổ chức|điểm cầu|xóm|ban|sở|cụm|loa|cụm loa|giờ|h';
