/** Small choices of a person, kept in the browser. Works without, when storage is forbidden. */

type Choice = 'language' | 'theme' | 'navigation';

export function recall(choice: Choice): string | null {
    try {
        return localStorage.getItem(`otter.${choice}`);
    } catch {
        return null;
    }
}

export function remember(choice: Choice, value: string): void {
    try {
        localStorage.setItem(`otter.${choice}`, value);
    } catch {
        // Forbidden storage costs the memory of the choice, not the choice.
    }
}
