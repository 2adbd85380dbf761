/**
 * Refusals — lời từ chối.
 *
 * The closed union of what the flows may refuse. Codes are never reused. The HTTP adapter must give
 * each of them a status, a Vietnamese and an English sentence and a next step, or does not compile.
 */

export type Refusal =
  | { readonly code: 'not-found' }
  | { readonly code: 'not-allowed'; readonly needs: string }
  | { readonly code: 'wrong-login' }
  | { readonly code: 'too-many-tries'; readonly retryAfterS: number }
  | { readonly code: 'name-taken'; readonly name: string }
  | { readonly code: 'already-installed' }
  | { readonly code: 'password-weak'; readonly weakness: 'common' | 'pattern' | 'own-name' }
  | { readonly code: 'own-account' }
  | { readonly code: 'text-empty' }
  | { readonly code: 'text-unreadable'; readonly detail: string }
  | { readonly code: 'text-too-long'; readonly characters: number; readonly limit: number }
  | { readonly code: 'nothing-to-read' }
  | { readonly code: 'wrong-state'; readonly state: string; readonly needs: string }
  | { readonly code: 'changed-meanwhile' }
  | { readonly code: 'own-approval' }
  | { readonly code: 'delegate-unfit' }
  | { readonly code: 'assignee-unfit' }
  | { readonly code: 'delegation-days'; readonly limit: number }
  | { readonly code: 'sentence-not-readable'; readonly index: number; readonly detail: string }
  | { readonly code: 'voice-unknown'; readonly voice: string }
  | { readonly code: 'voice-refused'; readonly detail: string }
  | { readonly code: 'job-running' }
  | { readonly code: 'bulletin-not-approved'; readonly title: string }
  | { readonly code: 'relay-not-approved' }
  | { readonly code: 'bulletin-in-use'; readonly entries: number }
  | { readonly code: 'programme-too-long'; readonly durationMs: number; readonly slotMs: number }
  | { readonly code: 'no-airing'; readonly detail: string }
  | { readonly code: 'too-many-airings'; readonly count: number; readonly limit: number }
  | { readonly code: 'too-many-pieces'; readonly count: number; readonly limit: number }
  | { readonly code: 'airing-gone' }
  | { readonly code: 'too-many-exceptions'; readonly limit: number }
  | { readonly code: 'undo-too-late' }
  | { readonly code: 'withdraw-instead' }
  | { readonly code: 'day-gone' }
  | { readonly code: 'day-too-far' }
  | { readonly code: 'outside-hours'; readonly at: number; readonly allowed: string }
  | { readonly code: 'exemption-overlaps' }
  | { readonly code: 'exemption-too-long'; readonly limit: number }
  | { readonly code: 'exemption-year-full'; readonly limit: number }
  | { readonly code: 'exemptions-full'; readonly limit: number }
  | { readonly code: 'exemption-confirmer' }
  | { readonly code: 'too-many-groups'; readonly limit: number }
  | { readonly code: 'group-in-use'; readonly entries: number }
  /** What holds for the whole place, or for boxes of another station, asked for by who works for single ones. */
  | { readonly code: 'station-only' }
  | { readonly code: 'station-bulletin' }
  | { readonly code: 'station-unfit' }
  | { readonly code: 'station-evaluation' }
  | { readonly code: 'station-not-commune' }
  | { readonly code: 'station-ahead' }
  | {
      readonly code: 'station-elsewhere';
      readonly name: string;
      readonly station: string;
      readonly day: string;
    }
  | { readonly code: 'station-later'; readonly name: string; readonly day: string }
  | {
      readonly code: 'area-ended';
      readonly name: string;
      /** Its last day. */
      readonly on: string;
      readonly successors: readonly string[];
    }
  | { readonly code: 'no-device' }
  | { readonly code: 'device-not-enrolled' }
  | { readonly code: 'device-revoked' }
  | { readonly code: 'training-area' }
  | { readonly code: 'id-taken'; readonly id: string }
  | { readonly code: 'code-wrong' }
  | { readonly code: 'code-expired' }
  | { readonly code: 'code-used' }
  | { readonly code: 'key-taken' }
  | {
      readonly code: 'signer';
      readonly reason:
        | 'signer-unreachable'
        | 'signer-refused'
        | 'signer-hold'
        | 'signer-fenced'
        | 'approval-missing'
        | 'widening-missing';
      readonly detail: string;
    }
  | { readonly code: 'emergency-beyond' }
  | { readonly code: 'emergency-over'; readonly state: string }
  | { readonly code: 'emergency-too-long'; readonly detail: string }
  | { readonly code: 'emergency-wide'; readonly communes: number; readonly limit: number }
  | { readonly code: 'break-glass-wide'; readonly communes: number }
  | { readonly code: 'own-emergency' }
  | { readonly code: 'emergency-unsigned'; readonly detail: string }
  | { readonly code: 'factor-uninvited' }
  | { readonly code: 'factor-word-wrong' }
  | { readonly code: 'factor-wrong' }
  | { readonly code: 'factor-missing' }
  | { readonly code: 'factor-required' }
  | { readonly code: 'approval-unrecorded'; readonly detail: string }
  | { readonly code: 'widening-unrecorded'; readonly detail: string }
  | { readonly code: 'factor-wait'; readonly retryAfterS: number }
  | { readonly code: 'reading-changed' }
  | { readonly code: 'reading-not-speakable'; readonly detail: string }
  | { readonly code: 'lexicon-full'; readonly limit: number }
  | { readonly code: 'recorded-not-voiced' }
  | { readonly code: 'in-series' }
  | { readonly code: 'series-parts'; readonly count: number; readonly limit: number }
  | { readonly code: 'series-fixed' }
  | { readonly code: 'own-language' }
  | { readonly code: 'upload-running' }
  | { readonly code: 'upload-quota'; readonly retryAfterS: number; readonly limit: number }
  | { readonly code: 'upload-too-large'; readonly limit: number }
  | { readonly code: 'upload-broken' }
  | { readonly code: 'recording-empty' }
  | { readonly code: 'recording-not-audio'; readonly detail: string }
  | { readonly code: 'recording-silent' }
  | { readonly code: 'recording-too-short'; readonly detail: string }
  | { readonly code: 'recording-too-long'; readonly detail: string }
  | { readonly code: 'recording-failed'; readonly detail: string }
  | { readonly code: 'photo-full'; readonly limit: number }
  | { readonly code: 'photo-too-large'; readonly limit: number }
  | { readonly code: 'photo-heic' }
  | { readonly code: 'photo-unreadable' }
  | { readonly code: 'photo-failed' }
  | { readonly code: 'release-unsigned'; readonly reason: string; readonly detail: string }
  | { readonly code: 'release-damaged'; readonly detail: string }
  | { readonly code: 'release-known'; readonly num: number }
  | { readonly code: 'release-number'; readonly num: number }
  | { readonly code: 'release-expired' }
  | { readonly code: 'rollout-open' }
  | { readonly code: 'rollout-nobody' }
  | { readonly code: 'superseded' }
  | { readonly code: 'busy'; readonly retryAfterS: number };
