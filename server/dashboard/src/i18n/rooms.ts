/**
 * Rooms of words — lời theo từng phần của trang.
 *
 * The frame's words come with the page; every other room comes with the first screen that needs it,
 * at the same time as the screen. English is one file, fetched when chosen.
 */
import i18next from 'i18next';

const ROOMS = {
  content: async () => (await import('./vi/content.js')).content,
  coverage: async () => (await import('./vi/coverage.js')).coverage,
  delegation: async () => (await import('./vi/delegation.js')).delegation,
  emergency: async () => (await import('./vi/emergency.js')).emergency,
  enrolment: async () => (await import('./vi/enrolment.js')).enrolment,
  evaluation: async () => (await import('./vi/evaluation.js')).evaluation,
  fleet: async () => (await import('./vi/fleet.js')).fleet,
  hours: async () => (await import('./vi/hours.js')).hours,
  incident: async () => (await import('./vi/incident.js')).incident,
  office: async () => (await import('./vi/office.js')).office,
  publication: async () => (await import('./vi/publication.js')).publication,
  report: async () => (await import('./vi/report.js')).report,
  schedule: async () => (await import('./vi/schedule.js')).schedule,
  software: async () => (await import('./vi/software.js')).software,
  search: async () => (await import('./vi/search.js')).search,
  studio: async () => (await import('./vi/studio.js')).studio,
} satisfies Readonly<Record<string, () => Promise<object>>>;

export type Room = keyof typeof ROOMS;

const there = new Map<Room, Promise<void>>();

async function fetchRoom(room: Room): Promise<void> {
  const words = await ROOMS[room]();
  i18next.addResourceBundle('vi', 'translation', { [room]: words }, true);
}

/** Vietnamese stands behind every other language, so that it is always fetched. */
function needRoom(room: Room): Promise<void> {
  const known = there.get(room);
  if (known !== undefined) return known;
  const coming = fetchRoom(room).catch((cause: unknown) => {
    // A cut line today is no reason to stay without words tomorrow.
    there.delete(room);
    throw cause;
  });
  there.set(room, coming);
  return coming;
}

/** What `load` gives, when its words are there too. */
export const withWords =
  <T>(rooms: readonly Room[], load: () => Promise<T>) =>
  async (): Promise<T> => {
    const [loaded] = await Promise.all([load(), ...rooms.map(needRoom)]);
    return loaded;
  };
