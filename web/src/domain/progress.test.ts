import { describe, expect, it } from 'vitest';
import { share } from './progress';

describe('how far something is', () => {
    it('is nothing without a total', () => {
        expect(share(5, 0, false)).toBe(0);
    });

    it('is never all before it is over, for the total is a guess', () => {
        expect(share(50, 200, false)).toBe(25);
        expect(share(200, 200, false)).toBe(99);
        expect(share(300, 200, false)).toBe(99);
    });

    it('is all when it is over, whatever was guessed', () => {
        expect(share(1, 200, true)).toBe(100);
    });
});
