/** How far something is whose end is a guess: never more than all, and all only when it is over. */
export function share(done: number, total: number, over: boolean): number {
    if (over) return 100;
    if (total <= 0 || done <= 0) return 0;
    return Math.min(99, Math.floor((done / total) * 100));
}
