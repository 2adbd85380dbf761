/** Units — đơn vị đo, tiền tệ.
 *
 * Symbols that follow a number and their words. Case matters where it tells units apart (m, M, W).
 * It holds no arithmetic.
 */
const MEASURES = `
m=mét;m1=mét;m2=mét vuông;m²=mét vuông;m3=mét khối;m³=mét khối;km=ki lô mét;Km=ki lô mét;KM=ki lô mét;km2=ki lô mét vuông;km²=ki lô mét vuông;Km2=ki lô mét vuông;cm=xen ti mét;cm2=xen ti mét vuông;cm²=xen ti mét vuông;cm3=xen ti mét khối;cm³=xen ti mét khối;mm=mi li mét;mm2=mi li mét vuông;mm²=mi li mét vuông;dm=đề xi mét;dm2=đề xi mét vuông;dm3=đề xi mét khối;dm²=đề xi mét vuông;dm³=đề xi mét khối;µm=mi crô mét;μm=mi crô mét;nm=na nô mét;hm=héc tô mét;md=mét dài
ha=héc ta;Ha=héc ta;HA=héc ta;kg=ki lô gam;Kg=ki lô gam;KG=ki lô gam;kG=ki lô gam;g=gam;gr=gam;gam=gam;mg=mi li gam;µg=mi crô gam;μg=mi crô gam;T=tấn
l=lít;L=lít;ml=mi li lít;mL=mi li lít;hl=héc tô lít;cc=xê xê
h=giờ;s=giây;ms=mi li giây;min=phút;ph=phút
W=oát;kW=ki lô oát;KW=ki lô oát;Kw=ki lô oát;kw=ki lô oát;MW=mê ga oát;GW=gi ga oát;Wh=oát giờ;kWh=ki lô oát giờ;KWh=ki lô oát giờ;Kwh=ki lô oát giờ;KWH=ki lô oát giờ;kwh=ki lô oát giờ;MWh=mê ga oát giờ;GWh=gi ga oát giờ;kWp=ki lô oát pích;MWp=mê ga oát pích;V=vôn;kV=ki lô vôn;KV=ki lô vôn;kv=ki lô vôn;mV=mi li vôn;kVA=ki lô vôn am pe;KVA=ki lô vôn am pe;MVA=mê ga vôn am pe;VA=vôn am pe;mA=mi li am pe;A=am pe;kA=ki lô am pe;Ah=am pe giờ;mAh=mi li am pe giờ;Hz=héc;kHz=ki lô héc;KHz=ki lô héc;MHz=mê ga héc;GHz=gi ga héc;dB=đề xi ben;dBA=đề xi ben a;db=đề xi ben;Ω=ôm;HP=mã lực;CV=mã lực;hp=mã lực
°C=độ xê;ºC=độ xê;oC=độ xê;°c=độ xê;℃=độ xê;˚C=độ xê;0C=độ xê;°F=độ ép;°=độ;º=độ;˚=độ;K=ken vin
KB=ki lô bai;kB=ki lô bai;MB=mê ga bai;GB=gi ga bai;TB=tê ra bai;Mb=mê ga bít;Gb=gi ga bít;Mbps=mê ga bít trên giây;Gbps=gi ga bít trên giây;kbps=ki lô bít trên giây;Kbps=ki lô bít trên giây;MP=mê ga pích xeo;px=pích xeo
Pa=pát can;kPa=ki lô pát can;MPa=mê ga pát can;bar=ba;atm=át mốt phe;N=niu tơn;kN=ki lô niu tơn;J=giun;kJ=ki lô giun;kcal=ki lô ca lo;Kcal=ki lô ca lo;cal=ca lo;ppm=phần triệu;lux=lúc;lx=lúc;lm=lu men;IU=đơn vị quốc tế;UI=đơn vị quốc tế;mmol=mi li mol;mmHg=mi li mét thủy ngân;BTU=bê tê u
%=phần trăm;‰=phần nghìn`;

const CURRENCIES = `
đ=đồng;₫=đồng;VNĐ=đồng;VND=đồng;vnđ=đồng;vnd=đồng;Vnđ=đồng;VNd=đồng;Đ=đồng;d=đồng;đồng=đồng;USD=đô la mỹ;usd=đô la mỹ;US$=đô la mỹ;$=đô la mỹ;EUR=ơ rô;€=ơ rô;Euro=ơ rô;euro=ơ rô;JPY=yên nhật;¥=yên;CNY=nhân dân tệ;NDT=nhân dân tệ;GBP=bảng anh;£=bảng anh;AUD=đô la úc;SGD=đô la xinh ga po;KRW=uôn;THB=bạt thái;LAK=kíp lào;tr=triệu;trđ=triệu đồng;tỷđ=tỷ đồng;trd=triệu đồng;k=nghìn;K=nghìn;tr.đ=triệu đồng;tr đ=triệu đồng;trđồng=triệu đồng;ngđ=nghìn đồng;ng.đ=nghìn đồng;nđ=nghìn đồng`;

const parse = (table: string): Map<string, string> =>
  new Map(
    table
      .split(/[;\n]/)
      .filter((entry) => entry.includes('='))
      .map((entry) => entry.split('=') as [string, string]),
  );

export const UNITS: ReadonlyMap<string, string> = parse(MEASURES);
export const MONEY_UNITS: ReadonlyMap<string, string> = parse(CURRENCIES);

/** Short nouns under a slash ("m3/ngđ") and what they are short for. */
export const PER_SHORT: ReadonlyMap<string, string> = new Map([
  ['ngđ', 'ngày đêm'],
  ['ng.đ', 'ngày đêm'],
  ['ng', 'người'],
  ['hs', 'học sinh'],
  ['sp', 'sản phẩm'],
]);

/** Plain nouns that may stand under a slash ("đồng/người/tháng", "lần/năm"). */
export const PER_NOUNS =
  'ngđ|ng\\.đ|ng|hs|sp|giờ|ngày(?:\\s?đêm)?|đêm|tuần|tháng|quý|năm học|năm|lần|buổi|ca|vụ|người|hộ(?: gia đình)?|con|cái|chiếc|cây|tấn|tạ|yến|lít|suất|học sinh|sinh viên|trẻ|thành viên|nhân khẩu|khẩu|phòng|lớp|tiết|trường|xã|phường|thôn|đơn vị|sản phẩm|hồ sơ|lượt|chuyến|bộ|bản|trang|giây|phút|mẫu|sào|công|đợt|kỳ|cuộc|vụ việc|nhà|căn|đôi|liều|mũi|bữa|gói|hộp|bao|thùng|bình|ngày công|lao động|cán bộ|giường|dân|kỳ họp|khóa|môn|bài|điểm|đại biểu|héc ta|mét vuông|mét khối|mét|ki lô mét|đồng|phiếu|trạm|cơ sở|tổ|nhóm|mô hình|km|trường hợp|lô|tàu|xe|phương tiện|dự án|công trình|lứa|con giống|chu kỳ|ao|lồng|hecta|hécta|héc-ta|thửa|hồ|đầu người|khẩu phần|học phần|tín chỉ|vé|kiện';
