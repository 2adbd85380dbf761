/**
 * Emergency routes of the fixture — địa chỉ của cảnh báo khẩn cấp mẫu.
 *
 * The emergency part of the contract, answered from {@link Emergencies}.
 */
import {
  CodeRequest,
  EmergencyQuestion,
  FactorRequest,
  NewEmergency,
} from '@loaso/shared/wire/http/emergency';
import type { User } from '@loaso/shared/wire/http/people';
import type { Call, Reply } from './routes.js';
import type { World } from './world.js';

type Handler = (call: Call, world: World, parts: readonly string[]) => Reply;

/** The word that a person of the fixture was handed. */
export const INVITATION = 'ABCDEFGHJKLMNPQR';

const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

const ok = (json: unknown, status = 200): Reply => ({ status, json });
const both = (vi: string) => ({ vi, en: vi });
const wrong = (): Reply =>
  ok(
    {
      code: 'factor-wrong',
      title: both('Mã 6 số chưa đúng'),
      next: both('Chờ mã mới hiện trên điện thoại rồi nhập lại.'),
    },
    403,
  );
const uninvited = (): Reply =>
  ok(
    {
      code: 'factor-word-wrong',
      title: both('Mã mời chưa đúng'),
      next: both('Xem lại từng chữ rồi nhập lại sau vài giây.'),
    },
    403,
  );
const missing = (): Reply =>
  ok({ code: 'not-found', title: both('Không tìm thấy'), next: both('Tải lại trang.') }, 404);

const isWrong = (code: string): boolean => code === '000000';

type Found = NonNullable<World['emergencies']['orders'][number]>;
type Act = (order: Found, call: Call & { readonly user: User }, world: World) => Reply | null;

/** Does something to one order and answers with it, or refuses. */
const onOrder =
  (act: Act): Handler =>
  (call, world, [id]) => {
    const order = world.emergencies.orders.find((one) => one.id === id);
    if (order === undefined || call.user === null) return missing();
    const refused = act(order, { ...call, user: call.user }, world);
    return refused ?? ok(world.emergencies.seenBy(order, call.user));
  };

export const emergency: Readonly<Record<string, Handler>> = {
  'GET emergency': ({ user, now }, world) =>
    user === null ? missing() : ok(world.emergencies.desk(user, now)),
  'POST emergency/forecast': ({ body }, world) =>
    ok(world.emergencies.forecast(EmergencyQuestion.parse(body))),
  'POST emergency': ({ body, user, now }, world) => {
    const asked = NewEmergency.parse(body);
    if (user === null || isWrong(asked.code)) return wrong();
    return ok(world.emergencies.seenBy(world.emergencies.open(asked, user, now), user), 201);
  },
  'GET emergency/*': onOrder((order, { user }, world) => ok(world.emergencies.detail(order, user))),
  'POST emergency/*/confirm': onOrder((order, { body, user, now }, world) => {
    if (isWrong(CodeRequest.parse(body).code)) return wrong();
    world.emergencies.confirm(order, user, now);
    return null;
  }),
  'POST emergency/*/veto': onOrder((order, { user, now }, world) => {
    world.emergencies.veto(order, user, now);
    return null;
  }),
  'POST emergency/*/stop': onOrder((order, { user, now }, world) => {
    world.emergencies.halt(order, user, now);
    return null;
  }),
  'GET delegations': () => ok({ delegations: [], candidates: [] }),
  'GET me/factor': ({ user }, world) =>
    user === null ? missing() : ok({ state: world.emergencies.factorOf(user) }),
  'POST me/factor': ({ body, user }, world) => {
    if (user === null) return missing();
    const { invitation } = FactorRequest.parse(body);
    const invited = world.emergencies.factorOf(user) === 'active' || invitation === INVITATION;
    if (!invited) return uninvited();
    world.emergencies.factors.set(user.username, 'pending');
    const name = encodeURIComponent(`Loa Số:${user.username}`);
    return ok({
      secret: SECRET,
      uri: `otpauth://totp/${name}?secret=${SECRET}&issuer=Loa%20S%E1%BB%91`,
    });
  },
  'POST me/factor/confirm': ({ body, user }, world) => {
    if (user === null || isWrong(CodeRequest.parse(body).code)) return wrong();
    world.emergencies.factors.set(user.username, 'active');
    return ok({ state: 'active' });
  },
};
