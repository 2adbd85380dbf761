/**
 * Words of acts about exempted days — lời của nhật ký về ngày có giờ riêng.
 *
 * What somebody did with the days of an area, before the name of the area.
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
