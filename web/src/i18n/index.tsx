import { createContext, use, useCallback, useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { number } from '../domain/format';
import { recall, remember } from '../ui/memory';
import { en } from './en';
import { zh } from './zh';

export type Language = 'en' | 'zh';
export type MessageKey = keyof typeof en;
export type Values = Record<string, string | number>;
export type Translate = (key: MessageKey, values?: Values) => string;

const MESSAGES: Record<Language, Record<MessageKey, string>> = { en, zh };

/** A text with the values put in place of {names}. */
export function translate(language: Language, key: MessageKey, values: Values = {}): string {
    return MESSAGES[language][key].replace(/\{(\w+)\}/g, (whole, name: string) =>
        name in values ? valueText(values[name], language) : whole,
    );
}

function valueText(value: string | number | undefined, language: Language): string {
    return typeof value === 'number' ? number(value, language, 1) : String(value);
}

interface Texts {
    language: Language;
    setLanguage: (language: Language) => void;
    t: Translate;
}

const Context = createContext<Texts>({
    language: 'en',
    setLanguage: () => undefined,
    t: (key) => en[key],
});

export function TextsProvider({ children }: { children: ReactNode }) {
    const [language, choose] = useState<Language>(first);
    const setLanguage = useCallback((next: Language) => {
        remember('language', next);
        choose(next);
    }, []);
    useEffect(() => {
        document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
    }, [language]);
    const texts = useMemo<Texts>(
        () => ({ language, setLanguage, t: (key, values) => translate(language, key, values) }),
        [language, setLanguage],
    );
    return <Context value={texts}>{children}</Context>;
}

export function useTexts(): Texts {
    return use(Context);
}

function first(): Language {
    const known = recall('language');
    if (known === 'en' || known === 'zh') return known;
    return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}
