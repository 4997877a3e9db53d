import { BulbOutlined, GlobalOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useTexts } from '../i18n';
import { useTheme } from '../ui/theme';
import type { ThemeChoice } from '../ui/theme';

export function LanguageSwitch() {
    const { language, setLanguage, t } = useTexts();
    return (
        <Button
            type="text"
            icon={<GlobalOutlined />}
            aria-label={t('shell.language')}
            onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}
        >
            {language === 'zh' ? 'English' : '中文'}
        </Button>
    );
}

export function ThemeSwitch() {
    const { t } = useTexts();
    const { choice, choose } = useTheme();
    return (
        <Dropdown
            trigger={['click']}
            menu={{
                selectable: true,
                selectedKeys: [choice],
                items: [
                    { key: 'system', label: t('theme.system') },
                    { key: 'light', label: t('theme.light') },
                    { key: 'dark', label: t('theme.dark') },
                ],
                onClick: ({ key }) => choose(key as ThemeChoice),
            }}
        >
            <Button type="text" icon={<BulbOutlined />} aria-label={t('shell.theme')}>
                {t(`theme.${choice}`)}
            </Button>
        </Dropdown>
    );
}
