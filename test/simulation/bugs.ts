/**
 * Planted bugs — lỗi cài sẵn.
 *
 * Mistakes that a builder could make, put around the real cores by the simulator itself, so that a
 * test can ask whether the simulator would have found them. None of this exists in the product.
 */
export const BUGS = {
  'ack-before-store': 'the journal answers before the bytes would survive a power cut',
  'skip-fsync': 'one journal write in three is not synced before it is answered',
  'ignore-plan-number': 'the box forgets which plan number it holds',
  'trust-any-signature': 'every signature is found right',
  'envelope-off-by-an-hour': 'the windows of the envelope are read one hour late',
  'receipt-ahead-of-gap': 'the server confirms its highest number, not the gapless one',
  'store-twice': 'the server does not look whether it has a record already',
  'play-without-hash': 'neither the check nor the output looks at the bytes',
  'believe-any-clock':
    'the box believes its battery clock as it stands, in whatever time it is kept',
  'deaf-to-stop': 'the output does not hear when a sound is to end early',
  'drop-a-play': 'one order to play in ten is lost between core and output',
  'forget-begun': 'the journal does not keep that a sound has begun',
  'chime-at-any-hour': 'a test chime does not look at the hours of the envelope',
  'forget-told-results': 'a result is forgotten once a line has taken it',
  'spend-missed-minutes': 'an airing that was missed spends minutes of its day',
  'amplifier-too-late': 'the relay of the amplifier is switched when a sound begins, not before',
  'amplifier-left-on': 'the relay of the amplifier is not switched off after a sound',
  'certificates-by-wall-clock':
    'the certificate of the broker is judged by the clock of the system',
  'forget-sessions': 'the box does not remember which sessions of the day it has sounded',
  'endless-exemption': 'an exemption of some days is taken to last for weeks',
  'ignore-trim': 'an order to be quieter is written down and not followed',
  'numbers-put-back': 'the numbers of the signer are put back with the database',
  'ignore-hold': 'a restored server goes on above every number before anybody has looked',
  'blind-to-ahead':
    'nobody hears that boxes hold more than the server knows, until it must publish',
  'resume-from-the-top': 'what asks to go on where it was cut is read from its beginning again',
  'forget-taken-back': 'no word on an airing once a plan comes that no longer has its line',
  'ignore-fence': 'the signer signs for a server that was replaced',
} as const;
export type Bug = keyof typeof BUGS;

export const isBug = (name: string): name is Bug => Object.hasOwn(BUGS, name);
