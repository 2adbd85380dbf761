/**
 * Common passwords — mật khẩu nhiều người dùng.
 *
 * The words that guessers try first, in plain letters and digits: of the world, and of Vietnamese
 * offices and homes. Collected by hand for this project from what is widely known; not a leak.
 */
const WORDS = `
1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx 1qaz2wsx3edc 1qazxsw2 a1b2c3d4 a1b2c3d4e5f6 aaaaaa
aaaaaaaaaaaa abc123 abcabcabcabc abcd1234 access accessgranted admin adminadmin
administrator adminpassword airblade andrew android anhtuan anhyeuem anhyeuemmaimai
anhyeuemnhieulam apple arsenal asdfasdf asdfgh asdfghjkl asdfghqwerty ashley autumn bacho
bachohochiminh bachoviet bame bameyeu banbe banthan banthanmaimai baomat baomatthongtin
barcelona baseball basketball batman bayern becung beyeu bienho biet bimat binhdinh
binhdinhgialai bithu boquocphong buster camon canbo cantho chang changeit changeme
changemenow charlie chelsea chienthang chinhphu chinhquyen choconcute chucmung
chucmungnammoi chuotcon chutich chutichhochiminh chuyenvien cntt cogidau computer concho
congan conganxa congchua congchuc conghoa conghoaxahoichunghia congnghethongtin conmeo
conmeocon contrasena conyeubame conyeume correcthorsebatterystaple corvette cristiano cunyeu
dai daiphatthanh daitiengnoivietnam daitruyenthanh dalat danang danangvietnam dangcongsan
dangcongsanvietnam dangnhap dangnhaphethong danguy dangvien daniel database december default
defaultpassword doanvien doclaptudo doclaptudohanhphuc doimatkhau doraemon dragon ducanh
dungdung emyeuanh emyeuanhmaimai emyeuanhnhieulam facebook ferrari football forever fortnite
freedom friday george giadinh giadinhhanhphuc giadinhlasomot giadinhtoi gialai gialaivietnam
giamdoc gico goodmorning google guest guestguest haiphong hanhphuc hanhphucmaimai hanoi
hanoimuathu hanoivietnam hello hellohello helloworld helloworld123 hethong hethongphatthanh
hoabang hoadao hoahong hoamai hoanganh hoangsa hoangsatruongsa hoangsatruongsavietnam
hoangtu hoasen hochiminh hockey hoian hoidongnhandan honda hondawave hongnhung hue hungdung
hunter huyentrang ilovegod iloveme ilovevietnam iloveyou iloveyouforever iloveyousomuch
internet iphone january jennifer jessica jordan juventus khongaica khongbiet khongbietgi
khongcogi khongcomatkhau khongmatkhau khongnho khongquantam killer lanhdao lavender letmein
letmein123 letmeinnow letmeinplease levan linhlinh liverpool loaphatthanh loaphuong loaso
loasoloaso loatruyenthanh loatruyenthanhxa loaxa login loginlogin loginpassword loremipsum
lovelove lovely loveme lovers loveyou maimai maimaiyeuanh maimaiyeuem maiyeuem manager
manchester manchesterunited manhhung master master123 masterkey matkhau matkhauadmin
matkhaubaomat matkhaucu matkhaucuatoi matkhaudaidai matkhaudangnhap matkhaukho
matkhaumacdinh matkhaumatkhau matkhaumoi matkhauquantri matma matrix maychu mayman maymanlam
meocon mercedes messi michael michelle microsoft minecraft minhanh minhhoang minhtuan monday
monkey motdepasse mustang mypassword nammoi naruto ngocanh ngoctrinh nguoidung nguoivietnam
nguoivietnamdunghangvietnam nguoiyeu nguyen nguyenthi nguyenthib nguyenvan nguyenvana
nhanuoc nhapmatkhau nhatrang nhoanh nhoem nhoemnhieulam nicole nokia nothing november
october opensesame pa55word pass passpass passphrase passw0rd password password123
passwordpassword passwords passwort pepper phamvan phanmem phatthanh phatthanhvien
phatthanhxa phochutich phonui phonuipleiku phuonganh phuongthao pleasechangeme pleiku
pleikugialai pokemon porsche princess q1w2e3r4 q1w2e3r4t5 q1w2e3r4t5y6 qazwsx qazwsxedc
qazwsxedcrfv quandoi quandoinhandan quanganh quantri quantriadmin quantrihethong quantrivien
quenmatkhau quocanh quochuy quyetchienquyetthang quyettam quyetthang quynhon quynhonbinhdinh
qwerty qwerty12345 qwerty123456 qwerty1234567 qwertyasdfgh qwertyqwerty qwertyui qwertyuiop
realmadrid roblox ronaldo root rootpassword rootroot saigon saigondep saigonvietnam samsung
secret secretsecret september server serveradmin shadow sinhnhat sinhnhatvuive soccer
songgio songkhoe spiderman spring starwars summer sunday sunshine superadmin superman system
systemadmin taikhoan taikhoanadmin taikhoanquantri tambiet temp temporary temppassword test
testaccount testing testpassword testtest thanhcong thanhcongnhe thanhphohochiminh
thanhphoquynhon thanhtung thankyou thaonguyen thepassword thequickbrownfox thiensu thongtin
thongtincoso thongtintuyentruyen thuhuong thuthuy tiengnoivietnam tinhbinhdinh tinhgialai
tinhoc tinhyeu tinhyeucuatoi tinhyeumaimai toilaai toilanguoivietnam toilatoi toiyeuban
toiyeuem toiyeuvietnam toor topsecret toyota trangtrang tranthi tranvan truongsa trustno1
truyenhinh truyenhinhvietnam truyenthanh truyenthanhxa tuananh tuongtu tuyentruyen ubnd
ubndhuyen ubndphuong ubndtinh ubndxa user username usernamepassword uybannhandan
uybannhandantinh uybannhandanxa vanhoa vanphong vanphongubnd vanthu vietnam vietnamquehuong
vietnamtoiyeu vietnamvietnam vietnamvodich vietnamyeuthuong vinfast vungtau welcome
welcomeback welcomehome welcometo whatever wifi wifipassword windows winter xinchao
xinchaocacban xinchaovietnam yamaha yeuanh yeuanhmaimai yeuem yeuemmaimai yeuemnhieu yeunhau
yeuthuong yeuvietnam zalo zaloviet zxcvbn zxcvbnm zxcvbnmasdfghjkl
`;

export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(WORDS.trim().split(/\s+/));
