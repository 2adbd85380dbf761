/**
 * What a reading changes — những gì cũ đi khi từ điển đổi.
 *
 * Bulletins too: the server returns those that read differently now.
 */
export const RENEWS = ['lexicon', 'bulletin', 'bulletins', 'overview'] as const;
