/**
 * Words of acts about hours — lời của nhật ký về giờ phát.
 *
 * What somebody did with the hours of an area, or with single days of it, before the name of the area.
 */
export const exemptActs = {
  add: 'đặt những ngày có giờ riêng của',
  ask: 'đề nghị những ngày có giờ riêng của',
  approve: 'xác nhận những ngày có giờ riêng của',
  refuse: 'không xác nhận những ngày có giờ riêng của',
  withdraw: 'rút những ngày có giờ riêng của',
  'ask-withdrawal': 'đề nghị rút những ngày có giờ riêng của',
  'approve-withdrawal': 'đồng ý rút những ngày có giờ riêng của',
  'refuse-withdrawal': 'giữ lại những ngày có giờ riêng của',
};

export const hourActs = {
  change: 'đổi quy định giờ phát của',
  ask: 'xin nới giờ phát của',
  approve: 'đồng ý nới giờ phát của',
  refuse: 'không đồng ý nới giờ phát của',
  agree: 'xác nhận bù việc nới giờ phát của',
};
