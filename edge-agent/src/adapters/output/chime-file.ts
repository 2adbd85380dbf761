/**
 * File of the test chime — tệp chuông thử.
 *
 * Two bells of arithmetic (784 and 1 047 Hz with their octaves, dying away) as Ogg Opus, carried by the
 * program itself: a box that has fetched nothing yet can still be heard. Written to the disk once, read
 * by the player like any other file and hashed like any other before it sounds.
 */
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import type { Sha256 } from '@loaso/shared/ids';

const BASE64 = [
  'T2dnUwACAAAAAAAAAAAAAAAAAAAAAENewaEBE09wdXNIZWFkAQE4AcBdAAAAAABPZ2dTAAAAAAAAAAAAAAAAAAABAAAASZW+',
  'VAEuT3B1c1RhZ3MGAAAAZmZtcGVnAQAAABQAAABlbmNvZGVyPUxhdmMgbGlib3B1c09nZ1MAAEC/AAAAAAAAAAAAAAIAAADN',
  'QxZLEX17bmlVWVBRa25waF1ZP00+WOBfVkhWvlxJN9oO+5h3wMuo4xYJZzrWrWmp5I6UtX/BOJUsex3w9MnyJhRotJ/pR+LR',
  '8EVve+LMLw7FjgoQFrE6RkgBpMYjdTUDtGcx3UDFA88UpAj4WJRG6EUAaSOYk5bAfEthKfubc5IFIotRhbT+N+N3ulDf6FVm',
  'DjBY6mGxquWq0EKWpMX8jOWGLKOkVD5bzO174TLqM6STXI8MgMiAqVwmARZ2i6NlOOvUO15p+yxIcMaknY8C3h7j9iua5kj9',
  'efBZyT0a7WbBifhN8h/5gayOg339y+T+OGjpXFw+Et3NifTzAgXvc4YVtIgqWgQFPktTgyxY6mGxquXB9J88zGflVbf4Nj7f',
  'IgOFf/U9T1zBcqqx3Gj4yFOGvSx8qgXqeBky9yGsKHVu0NKSvoqVsyB5+Aid00otZXq0AjGnUGPOfItKoz5Bz7mq5JcC6Rku',
  'ocKEcBfcOtb0nJh2t77V2bPhcFjp+xWhtBcwYtGeqRuTul1mY3zM8c9eBGL/1KQJPv3tlaCyonfxnTAzcjLsjwdH3DhgKAUg',
  '5wW26/n2++rsiweZJNzbohDHvCFSlJScuerg9/jWzds7T0Q1HMMvNS/3Zk6Qk19kMgEMIFjp+xWhtBcwPkiGGGog4e33wUY/',
  '7RGkRAu2hRYiWY+ewvAHuuoCqW1tUw1hlVoJnUs/xR5pqufjdNItr+UFoN12LVG+60Q9W7X2j90mlXiW+f1L3uBY6ZcmJLWp',
  '/zxUWV4f10xAt6vCh3GCYMW+5Nd2Kox3No+ex500BByonJMS2QoAJz+pXlHd1OBJp9L9Txzvc3BWLqlNQW6Z9yPibP5I3cz1',
  '/5/82+86AHOQDVjpRWC+OgAV6OkZKGtoIr85m0QsZmuNV8eCnteHgLXYMFDGjWsHqPRjT3+0pp/gdwrQvWobYMcOta/UBSYp',
  'Te5Yd287cR7XHgFzO6Swp/IQWOjzSL46ABXvjPlJ51I4gj12qgur3p60qeFpP1cxNGzN21UQk+geEScG9Wr+r6Qq6FphLvpJ',
  'mc90GF58ZCFIYI1IbTQPjUcX2CmF17GXrBYmWIml/b9njHdDPqih/lhCKeIu48v8bobL2TX5lXzrvTfOPuJhQlNPCV9RfL2R',
  'HXu0j0YoG24duk9U8j9lGP59DDiKFJMN1onS/5jtSpWGBNwDcvmf1seaeZL6iRaFgRL36AhFwqujPqlu4zRYD0hSObKse/mn',
  'vc/sU6cI/rTMk+fUH8YMpm/nesxdZA0LjFOqIE/b5ymC5EBj/q52y4Xe1p+nPx2H4nQf2cErR1TeYYbxQphz/UBMLel2zHss',
  'DQICCTqOYXYr4yLquC0jj+wMNgyMgKe+D0WEa1gPMsI5sqx79oQGV/qTJoYobaaXb0DAZzfcq8Kgb+98xnIO5G+OI6RvLY/h',
  '+A3sV2tV9DttW5DPCs03mZv1GAh3z9ceHnJ0icefJGbSoaB++c+zGlpM/PWkSLDj7hjiWypQlOJZ1SkSGZOq3ifxSRxYLy6k',
  '61D/UAkfLhdSa0l1DwSVFzR2d8cqAgA1GSld5tQESY+pxV/VK/p4JliUljGsITIrYTMga4k7QUVKb6TDzxc6mN5VHI1U4bpZ',
  'Ku8/PptLGQ7ZdRRC9rqu8nVAcQuhzbHk1+aN4VjuwiMHqH0f+TEmsLCxK1eXNpfXjX+qjy5dMcqjxiZbEvFm4FzVDB5TXpRG',
  'EQAOxHR4n0jxoisC+xqj9SzjS35P0lpbRHOdHAY46MSzZ/joCPOgxMR+upFlfmSBEFjtu0WwlU5sCLF+Cmg/KQCDNy4WeQQZ',
  'KiQN3EtHKZpgZNs/kGTXPnck+afgbnFy7wtiy7IJKn/nTGJkd45MBtDB6hyk6cf4/s0nqfDLqt6qSDlikRyCPhU4WO1t1JUc',
  'QGuVvLuKrp71RsRsr6mr8XY3p+or0ioRXaGMkEEu5hUiUQ0gHMlSj7RsWKWMA5b2JUvoIvrKV2NjWO00BIr9XmuVvLuIbo8n',
  'exWMezL7Vg1w0DBLYwbCd0vb5GDrA+gJNX7ygvJA2HZroPvdsjqQwQ3/oiqr8O9qHKIxvy3Rr0ZlunupSVJY7INKIMdu9Vot',
  'oItp603j0ml4zhdIGmR37xGdqRqEHeZqAGKoZWnkXmk/GlQBuUnrCLKHXVPm/pSrHaV7qk9nZ1MAAIB+AQAAAAAAAAAAAAMA',
  'AAD9nHCHET0+aXl1X2RMSC8wTDw7KS0pWOwMWSN8hxEM39bqLFLjVl45mIs8NqzOVFelieFfIIc3TpcQ7NnxFLdpdV63Qh/0',
  'p18igwdaDf9okZIJWFjrPTogyHRv2HQKFm59FCgTVjhW7vP5nc5RcL2i3YeA8rBi+Nr41uvztSylpMLvLtT/faRzSDzkDdk1',
  'dYDAWOsbWdCqIUaTigSvwuRn6/M1Epnjt9/h+nD4pWL2bUiE45J0zwNyeh+0ayCawrVneyZARfbRo2rq7UQP5om1xuy/1q2R',
  '7vkuTY7xMGdLpbmQhmpyELDLb2n178b9ytuYzCAcIZ5mXoHgWOsqDm2cke6Bqhs3xY888ZFWPP78mJF2F3+ZDI32Lat1ehpV',
  'RuAzpmL3kjZznF5VvZofcHPP59scOhkaooKQYNtRYLu2O/znpLhQ20dd/rhZJRVOeYY/W5Q40vZyjIh2u8jY8BD6Hnics9vl',
  'NtCYyQTenwyfJ3CfYFjqvu8AdrkazQgYvDZzF3P178TPW4LHII3gvRQrISpOp+sm3n/LfLC3iCcoFf4NzTjfF9znO4YQRy2T',
  'WHcLgd8QvS94hmhSMTHEWu4kmtAALbCNIv/C5wnzUs+34PUGtelPmDnYXyVSTGXCcrJhbPK92fbv7VjqBeVjCcI/a22nrxOa',
  'I4jNmqu8hhQlDQ6m11hvyhuzMlI6CFPm2ZExZBW3F9yAxvm/e6W7cULliaRydYPSC1UfGpqRRJxXXVsNwNg0U7HoqSUx+bKW',
  'iG0FLOnqmrIwWA8y782h79Lroph59jDJIXHxqFdtZZgNgTrgxHhqyIYWgUT19TduTntJDOAWJa1H8rdDSRaeFjdx3JQdGba0',
  'ZeO1u6buMZIVFtjtSbnYq39FKKOROTPdT4Q3ghpbJfG2U1klgFgBiNGlrFE/cpUtc8Vuq87lHrnBU6DqqVdjTngDgNoAzzCI',
  'PalMe9Td4WGtUW1bhMYDHGdniAYEw/EGJdahlSiw3/DDyGiHIqlGEIBYDwvaENwSOQ1V+VMrr29bi53XXYBEVoI6u+P5Jp6k',
  'CAYA3fmhh2egtvFJc+xwgMzWUmrWSRz8KbH/uhwJzFAHU8htUObB4dhYAX6CkF4fAbV9BEWBYc5+V80uK/0yo0DM4bg0sPWq',
  '0+NiZMZd2EIv2opc9Oa5aFgBfrqlynai1rYaT1qDn8WmAjXUAeufZLdTPznqBUh9UZ1HBRdjF1FR8Ac9mEuqVFgOpZIwrKUP',
  'DLT5HgZVSVZmjBJYpo9Lduc31APvThlVoZWw6XZbP4ANj0+DZdEsvTlKLDZA6LungLctL1OItbIBXx6JqV1gDAXzm45YAWzM',
  'PM4TaN9H8zivnXB1vCGoEzL8eqIzfTPwfqD+7D58p90fOID3d5jaYMWVF0C2LfWSahYSpU4YJ+BYDjzcqqIgecAQwZVbegLQ',
  'E6IlwSQ1oIxD10zL6p/sM8TkjqbbCUrVgIYZ7nLtSJxsEcsSYayr5AwpYFgBYQ6QSuK06cPKMR9/ydW5+4Vi1yTw2T4Jdnpu',
  '3WYrcy4ArFU9mFmAWA3TMhA9njV9WerNvxiQCopYvHg0zwDQNu3X5gLOBgJjg4y7E/jVbOF+tWcQWAFQ8H7bxmszw1IZi7v6',
  'D9aHBW9ocr9Klswq9QWMATUt1UelmQkJBGBPZ2dTAAQ4wwEAAAAAAAAAAAAEAAAAGofASQcxLDAtOCgeWAy+qWlTnjpT+AGZ',
  'Tk0dHrSrqMGqscYUR0oHRyEjgz0z2i/Weu+ARrmuRVob1eT5gFgBJ4B+28xqjnmvF92T/o9eOxf77u2NKpXWMJMhNRZMhCO9',
  'yjfoEZeHX+vAWAtb3jXHtXPd8LaBUgAFks3kf1jqTn1OWVZ6o6v+L7qJCRrlJFh7JlsiWGsLAUy4WArhrjXIIKR6/Z7jnaS+',
  'I5SSFIThYBm8L+T5KzWQWa+hHFAZi6pirJRu/HOdWApnfjXIshBkq1lgcGBu2zYjuc/gvBRDWd/hzgbZRDtO0dVlLp3EtCCD',
  '2olmfaUbH4rCMAWBswNYCVIGDQcsSXoZIz9XR4/k8qmnssgjTmzEUWS7JjdVBYvz9oTcVUUUWAXH1EU0tVEPw8RJbIHVOqsW',
  'ASNWva77egYVVndA',
].join('');

/**
 * Makes sure that the chime, whose hash is `sha256`, lies at `path`.
 *
 * @throws when the disk does not take it
 */
export async function keepChime(path: string, sha256: Sha256): Promise<void> {
  const held = await readFile(path).catch(() => null);
  if (held !== null && createHash('sha256').update(held).digest('hex') === sha256) return;
  await writeFile(path, Buffer.from(BASE64, 'base64'));
}
