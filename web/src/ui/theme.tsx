import { App, ConfigProvider, theme as ant } from 'antd';
import type { ThemeConfig } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { createContext, use, useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useTexts } from '../i18n';
import { recall, remember } from './memory';

export type ThemeChoice = 'system' | 'light' | 'dark';

interface Theme {
    choice: ThemeChoice;
    dark: boolean;
    choose: (choice: ThemeChoice) => void;
}

const Context = createContext<Theme>({ choice: 'system', dark: false, choose: () => undefined });
const SYSTEM_DARK = '(prefers-color-scheme: dark)';

export function useTheme(): Theme {
    return use(Context);
}

export function ThemeProvider({ children }: { children: ReactNode }) {
    const { language } = useTexts();
    const [choice, setChoice] = useState<ThemeChoice>(first);
    const [systemDark, setSystemDark] = useState(() => matchMedia(SYSTEM_DARK).matches);
    useEffect(() => {
        const media = matchMedia(SYSTEM_DARK);
        const follow = () => setSystemDark(media.matches);
        media.addEventListener('change', follow);
        return () => media.removeEventListener('change', follow);
    }, []);
    const dark = choice === 'dark' || (choice === 'system' && systemDark);
    useEffect(() => {
        document.documentElement.dataset['theme'] = dark ? 'dark' : 'light';
    }, [dark]);
    dayjs.locale(language === 'zh' ? 'zh-cn' : 'en');
    const value = useMemo<Theme>(
        () => ({
            choice,
            dark,
            choose: (next) => {
                remember('theme', next);
                setChoice(next);
            },
        }),
        [choice, dark],
    );
    return (
        <Context value={value}>
            <ConfigProvider
                locale={language === 'zh' ? zhCN : enUS}
                theme={dark ? DARK : LIGHT}
                button={{ autoInsertSpace: false }}
            >
                <App>{children}</App>
            </ConfigProvider>
        </Context>
    );
}

function first(): ThemeChoice {
    const known = recall('theme');
    return known === 'light' || known === 'dark' ? known : 'system';
}

const SHARED = {
    borderRadius: 8,
    fontFamily:
        "system-ui, -apple-system, 'Segoe UI', Roboto, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif",
    fontFamilyCode: "ui-monospace, 'SF Mono', Consolas, 'Liberation Mono', Menlo, monospace",
};

/** All pages fit into the navigation of a usual screen. */
const MENU = { itemHeight: 34, itemMarginBlock: 2, groupTitleFontSize: 12, groupTitleLineHeight: '16px' };

/** Weak texts are darker than Ant Design's own, for a contrast of 4.5 to 1. */
const LIGHT: ThemeConfig = {
    algorithm: ant.defaultAlgorithm,
    token: {
        ...SHARED,
        colorPrimary: '#0a5fb4',
        colorLink: '#0a5fb4',
        colorError: '#c62828',
        colorSuccess: '#1b7f3b',
        colorWarning: '#9a5b00',
        colorWarningBg: '#fff6e5',
        colorWarningBorder: '#efcf94',
        colorSuccessBg: '#eaf7ee',
        colorSuccessBorder: '#a9d9b7',
        colorErrorBg: '#fdeeee',
        colorErrorBorder: '#f0b6b6',
        colorBgLayout: '#f4f6f9',
        colorTextSecondary: 'rgba(0, 0, 0, 0.68)',
        colorTextTertiary: 'rgba(0, 0, 0, 0.6)',
        colorTextDescription: 'rgba(0, 0, 0, 0.62)',
        colorTextPlaceholder: 'rgba(0, 0, 0, 0.55)',
    },
    components: { Layout: { siderBg: '#ffffff', headerBg: '#ffffff' }, Menu: MENU },
};

const DARK: ThemeConfig = {
    algorithm: ant.darkAlgorithm,
    token: {
        ...SHARED,
        colorPrimary: '#2f86e0',
        colorLink: '#6fb1f5',
        colorError: '#f1746c',
        colorSuccess: '#5ac57a',
        colorWarning: '#e0a03c',
        colorWarningBg: '#2b2213',
        colorWarningBorder: '#5c471f',
        colorSuccessBg: '#14261a',
        colorSuccessBorder: '#2c5639',
        colorErrorBg: '#2e1717',
        colorErrorBorder: '#6a3230',
        colorBgLayout: '#0e1116',
        colorBgContainer: '#171b22',
        colorBgElevated: '#1e232c',
        colorTextSecondary: 'rgba(255, 255, 255, 0.74)',
        colorTextTertiary: 'rgba(255, 255, 255, 0.64)',
        colorTextDescription: 'rgba(255, 255, 255, 0.66)',
        colorTextPlaceholder: 'rgba(255, 255, 255, 0.58)',
    },
    components: {
        Layout: { siderBg: '#171b22', headerBg: '#171b22' },
        Menu: { ...MENU, itemSelectedColor: '#9bcbff' },
        Tabs: { itemSelectedColor: '#6fb1f5', inkBarColor: '#6fb1f5', itemHoverColor: '#9bcbff' },
        Radio: { buttonColor: 'rgba(255, 255, 255, 0.85)' },
        Button: { colorPrimary: '#1668b8', colorPrimaryHover: '#2178cf' },
    },
};
