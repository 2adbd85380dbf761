/** Photos of clusters by a real store, real files and the real ffmpeg: who may, how many, what stays. */
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { PhotoId } from '@loaso/shared/ids';
import { instant } from '@loaso/shared/time';
import { PHOTO_BYTES_MAX, PHOTOS_MAX, type PhotoAbout } from '@loaso/shared/wire/http/photos';
import { expect } from 'chai';
import { createPhotoMaker } from '#server/adapters/audio/photo-maker';
import { createAudioFiles } from '#server/adapters/system/audio-files';
import { createChance } from '#server/adapters/system/chance';
import { createUploads } from '#server/adapters/system/uploads';
import { photoRules } from '#server/core/photo/photo-rules';
import type { Actor } from '#server/flows/flows';
import { createPhotoFlows, type PhotoService } from '#server/flows/photos/photos';
import type { Upload } from '#server/ports/uploads';
import { box, device } from '../../../contract/store/samples.js';
import { codeOf, given } from '../../../support/people.js';
import { asFromPhone, drawPicture, HEIC, MAKER } from '../../../support/pictures.js';
import { actorOf, NHON_CHAU, openTestStore, type TestStore } from '../../../support/store.js';

const PROGRAMS = { ffmpeg: 'ffmpeg', ffprobe: 'ffprobe', processes: 1 };
const [HERE, ELSEWHERE] = [box('a'), box('b')];
const technician = actorOf('technician');
const official = actorOf('official');
const islander: Actor = { ...official, areaId: NHON_CHAU };
const PICTURE = drawPicture();
const CABINET: PhotoAbout = { kind: 'cabinet', caption: 'Hộp điện, cửa mở' };

const uploading = (bytes: Uint8Array, sizeBytes: number | null = bytes.length): Upload => ({
  bytes: Readable.from([bytes]),
  sizeBytes,
  signal: new AbortController().signal,
});
const another = (index: number): Buffer => drawPicture({ width: 64 + 16 * index, height: 64 });

describe('photos of clusters', () => {
  let folder: string;
  let test: TestStore;
  let photos: PhotoService;
  let logged: string[];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'loaso-photos-'));
    test = await openTestStore();
    await test.store.fleet.addDevice(device(HERE));
    await test.store.fleet.addDevice(device(ELSEWHERE, { areaId: NHON_CHAU }));
    logged = [];
    const note = (event: string): void => void logged.push(event);
    const files = createAudioFiles(join(folder, 'audio'));
    await files.start();
    const clock = { now: () => instant(Date.now()) };
    photos = createPhotoFlows({
      store: test.store,
      clock,
      chance: createChance(clock),
      log: { info: note, warn: note, error: note },
      uploads: createUploads(join(folder, 'uploads')),
      files,
      maker: createPhotoMaker({ ...PROGRAMS, rules: photoRules }),
    });
  });
  afterEach(async () => {
    await test.close();
    await rm(folder, { recursive: true, force: true });
  });

  const add = (bytes: Uint8Array = PICTURE, actor = technician, deviceId = HERE) =>
    photos.addPhoto(actor, { deviceId, about: CABINET }, uploading(bytes));
  const stored = async (): Promise<string[]> =>
    (await readdir(join(folder, 'audio'), { recursive: true })).filter((one) => /jpg$/.test(one));
  const left = (): Promise<string[]> => readdir(join(folder, 'uploads'));
  const first = async () => {
    const [photo] = given(await photos.photos(technician, HERE)).photos;
    if (photo === undefined) throw new Error('no photo');
    return photo;
  };

  it('show who took them and what they show, the newest first', async () => {
    given(await add());
    const { photos: two } = given(await add(another(1), official));
    expect(two.map(({ by, kind, caption }) => ({ by, kind, caption }))).to.deep.equal([
      { by: official.fullName, ...CABINET },
      { by: technician.fullName, ...CABINET },
    ]);
    expect(two[1]).to.include({ width: 640, height: 480 });
    expect(await stored()).to.have.lengthOf(4 - (two[0]?.sha256 === two[0]?.thumbSha256 ? 1 : 0));
    expect(await left()).to.deep.equal([]);
  });

  it('tell what is done in the log, never the place that the phone knew', async () => {
    given(await add(asFromPhone(PICTURE, 6)));
    given(await photos.removePhoto(technician, { deviceId: HERE, id: (await first()).id }));
    const events = (await test.store.audit.events(9)).reverse();
    expect(events.map(({ act, target, detail }) => [act, target, detail])).to.deep.equal([
      ['device.photo-add', `device:${HERE}`, 'cabinet: Hộp điện, cửa mở'],
      ['device.photo-remove', `device:${HERE}`, 'cabinet: Hộp điện, cửa mở'],
    ]);
    expect(JSON.stringify(events)).not.to.include(MAKER);
  });

  it('say something else when somebody of the area says so', async () => {
    given(await add());
    const { id, ...before } = await first();
    const about: PhotoAbout = { kind: 'power', caption: 'Cầu dao' };
    const changed = given(await photos.changePhoto(official, { deviceId: HERE, id, about }));
    expect(changed.photos).to.deep.equal([{ ...before, id, ...about }]);
    const refusals = [
      await photos.changePhoto(islander, { deviceId: HERE, id, about }),
      await photos.changePhoto(actorOf('viewer'), { deviceId: HERE, id, about }),
      await photos.changePhoto(technician, { deviceId: ELSEWHERE, id, about }),
    ];
    expect(refusals.map(codeOf)).to.deep.equal(['not-found', 'not-allowed', 'not-found']);
    const [event] = await test.store.audit.events(1);
    expect(event).to.include({ act: 'device.photo-change', detail: 'power: Cầu dao' });
  });

  it('sent twice are there once: the line broke before the answer', async () => {
    given(await add());
    expect(given(await add()).photos).to.have.lengthOf(1);
    expect(await left()).to.deep.equal([]);
  });

  it('sent again with other words show the new ones', async () => {
    given(await add());
    const about: PhotoAbout = { kind: 'power', caption: 'Cầu dao' };
    const again = await photos.addPhoto(technician, { deviceId: HERE, about }, uploading(PICTURE));
    expect(given(again).photos).to.have.lengthOf(1);
    expect(await first()).to.include(about);
    const [event] = await test.store.audit.events(1);
    expect(event).to.include({ act: 'device.photo-change', detail: 'power: Cầu dao' });
  });

  it('are added and removed by technicians, officials and administrators of the area alone', async () => {
    const codes: string[] = [];
    for (const role of ['approver', 'viewer'] as const)
      codes.push(codeOf(await add(PICTURE, actorOf(role))));
    codes.push(
      codeOf(await add(PICTURE, islander)),
      codeOf(await add(PICTURE, official, ELSEWHERE)),
    );
    given(await add(PICTURE, actorOf('administrator')));
    const { id, sha256 } = await first();
    codes.push(codeOf(await photos.removePhoto(islander, { deviceId: HERE, id })));
    codes.push(codeOf(await photos.removePhoto(technician, { deviceId: ELSEWHERE, id })));
    codes.push(codeOf(await photos.removePhoto(actorOf('viewer'), { deviceId: HERE, id })));
    codes.push(codeOf(await photos.photos(islander, HERE)));
    const away = 'not-found';
    expect(codes).to.deep.equal([
      ...['not-allowed', 'not-allowed', away, away],
      ...[away, away, 'not-allowed', away],
    ]);
    expect(await photos.maySee(actorOf('viewer'), sha256)).to.equal(true);
    expect(await photos.maySee(islander, sha256)).to.equal(false);
  });

  it('of a box that was shut out are not added any more', async () => {
    await test.store.fleet.changeDevice(HERE, { state: 'revoked' });
    expect(codeOf(await add())).to.equal('device-revoked');
  });

  it('are twelve at most', async () => {
    for (let index = 0; index < PHOTOS_MAX; index += 1) given(await add(another(index)));
    expect(codeOf(await add(another(99)))).to.equal('photo-full');
    given(await photos.removePhoto(technician, { deviceId: HERE, id: (await first()).id }));
    expect(given(await add(another(99))).photos).to.have.lengthOf(PHOTOS_MAX);
  });

  it('are refused in words when they are too large, HEIC, empty or no picture', async () => {
    const claimed = uploading(PICTURE, PHOTO_BYTES_MAX + 1);
    const large = uploading(Buffer.alloc(PHOTO_BYTES_MAX + 1), null);
    const about = { deviceId: HERE, about: CABINET };
    expect([
      codeOf(await photos.addPhoto(technician, about, claimed)),
      codeOf(await photos.addPhoto(technician, about, large)),
      codeOf(await add(HEIC)),
      codeOf(await add(Buffer.alloc(0))),
      codeOf(await add(Buffer.from('#!/bin/sh\n'))),
    ]).to.deep.equal([
      ...['photo-too-large', 'photo-too-large', 'photo-heic'],
      ...['photo-unreadable', 'photo-unreadable'],
    ]);
    expect([await stored(), await left(), logged]).to.deep.equal([[], [], []]);
  });

  it('go with their files, unless another cluster shows the same', async () => {
    given(await add());
    given(await add(PICTURE, technician, ELSEWHERE));
    const { id, sha256 } = await first();
    given(await photos.removePhoto(technician, { deviceId: HERE, id }));
    expect(await stored()).to.have.lengthOf(2);
    expect(await photos.maySee(official, sha256)).to.equal(false);
    const [other] = given(await photos.photos(technician, ELSEWHERE)).photos;
    const id2 = PhotoId.parse(other?.id);
    given(await photos.removePhoto(technician, { deviceId: ELSEWHERE, id: id2 }));
    expect(await stored()).to.deep.equal([]);
  });

  it('that a crash left without a row are removed by night, and no other file', async () => {
    given(await add());
    const orphan = 'c'.repeat(64);
    const there = await stored();
    const shelf = join(folder, 'audio', 'cc');
    await mkdir(shelf);
    for (const kind of ['mp3', 'jpg']) await writeFile(join(shelf, `${orphan}.${kind}`), 'x');
    expect(await photos.sweep()).to.equal(1);
    expect(await stored()).to.deep.equal(there);
    expect(await readdir(shelf)).to.deep.equal([`${orphan}.mp3`]);
  });
});
