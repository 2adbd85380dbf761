/**
 * Words of the search — lời khi tìm mọi thứ.
 *
 * Loaded when the search is opened.
 */
export const search = {
  title: 'Tìm',
  label: 'Tìm bản tin, lịch, cụm loa, địa bàn, người',
  hint: 'Gõ có dấu hay không dấu đều được. Mũi tên để chọn, Enter để mở.',
  results: 'Kết quả tìm',
  waiting: 'Đang tìm…',
  none: 'Không tìm thấy gì. Thử ít chữ hơn.',
  found: '{{n}} kết quả. Mũi tên để chọn, Enter để mở.',
  kind: {
    bulletins: 'Bản tin',
    entries: 'Lịch phát',
    devices: 'Cụm loa',
    areas: 'Địa bàn',
    people: 'Người dùng',
    screens: 'Màn hình',
  },
};
