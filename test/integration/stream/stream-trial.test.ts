/** What the server says of a stream that somebody enters. */
import { expect } from 'chai';
import { createStreamTrial } from '#server/adapters/stream/stream-trial';
import { Station } from '../../support/station.js';

describe('adapters/stream', function () {
  this.timeout(40_000);
  let station: Station;
  let address: string;
  beforeEach(async () => {
    station = new Station();
    address = await station.start();
  });
  afterEach(() => station.stop());

  const listen = (path: string, allowPrivate = true) =>
    createStreamTrial({ allowPrivate, timeoutMs: 4_000, maxBytes: 30_000 })(
      path.startsWith('http') || path.includes(':') ? path : `${address}${path}`,
    );

  it('hears a stream, and says for how long', async () => {
    const heard = await listen('/flood');
    expect(heard).to.deep.include({ ok: true });
    expect(heard.detail).to.match(/^nghe được \d+,\d giây âm thanh$/);
  });

  it('says what comes instead of sound', async () => {
    const said = async (path: string) => (await listen(path)).detail;
    expect(await said('/page')).to.equal('không phải âm thanh: text/html');
    expect(await said('/lying-page')).to.include('không giải mã được âm thanh');
    expect(await said('/list')).to.include('không giải mã được âm thanh');
    expect(await said('/none')).to.equal('máy chủ trả lời 404');
    expect(await said('/dumb')).to.equal('không nối được: quá thời gian chờ');
    expect(await said(`${address}/to?${encodeURIComponent('file:///etc/passwd')}`)).to.equal(
      'không tiếp âm qua file:',
    );
  });

  it('hears silence as silence', async () => {
    const { ok, detail } = await listen('/silence');
    expect(ok).to.equal(false);
    expect(detail).to.include('im lặng');
  });

  it('knocks at no door of a private network unless the site allows it', async () => {
    for (const host of ['127.0.0.1', 'localhost', '[::1]', '169.254.169.254']) {
      expect((await listen(`http://${host}/live`, false)).detail, host).to.include('mạng riêng');
    }
    expect(station.asked).to.deep.equal([]);
  });
});
