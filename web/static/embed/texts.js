// Texts of the element by language. To add a language, add an entry; missing texts are shown in
// English. Plural forms are those of Intl.PluralRules.

const TEXTS = {
  en: {
    label: "Search United Nations resolutions",
    search: "Search",
    chosen: "Selected filters",
    remove: "Remove filter {field}: {value}",
    searching: "Searching …",
    found: { one: "{count} paragraph", other: "{count} paragraphs" },
    shown: "showing {count}",
    none: "No results",
    advice: "Try fewer words, or remove the quotation marks.",
    reading: "Paragraphs {reading}",
    meant: "Did you mean {query}?",
    open: "Open {symbol}",
    lead: "Lead-in: ",
    more: "Show more",
    full: "Open in full search",
    source: "Unofficial copies. Source: United Nations.",
    failed: "The search failed.",
    again: "Try again",
    unreached: "Could not reach {server}. It may be down, or you may need to sign in there.",
    late: "{server} did not answer in time.",
    policy: "This page’s content security policy blocks {server}. Ask the administrator of this " +
      "site to add {server} to “connect-src”.",
    address: "This search box does not know its server. Add the attribute server=\"https://…\".",
    fields: {
      type: "Part of the text", verb: "Opening verb", anyverb: "Any verb", class: "Type of action",
      opening: "Opening words", to: "Addressed to", organ: "Organ", session: "Session",
      year: "Year adopted", doctype: "Document type", adopted: "How adopted",
      committee: "Committee", language: "Language", due: "Due at session",
      subject: "Subject", sdg: "Sustainable Development Goal", classified: "Subjects come from",
      cites: "Refers to", symbol: "Symbol",
      uses: "Times used", first: "First used", last: "Last used",
    },
    organs: {
      GA: "General Assembly", SC: "Security Council", ECOSOC: "Economic and Social Council",
      HRC: "Human Rights Council",
    },
  },
  ar: {
    label: "البحث في قرارات الأمم المتحدة",
    search: "بحث",
    chosen: "عوامل التصفية المختارة",
    remove: "إزالة عامل التصفية {field}: {value}",
    searching: "جار البحث…",
    found: { zero: "لا فقرات", one: "فقرة واحدة", two: "فقرتان", few: "{count} فقرات", many: "{count} فقرة", other: "{count} فقرة" },
    shown: "المعروض {count}",
    none: "لا توجد نتائج",
    advice: "جربوا كلمات أقل أو أزيلوا علامات الاقتباس.",
    reading: "الفقرات: {reading}",
    meant: "هل تقصدون {query}؟",
    open: "فتح {symbol}",
    lead: "العبارة التمهيدية: ",
    more: "عرض المزيد",
    full: "فتح في البحث الكامل",
    source: "نسخ غير رسمية. المصدر: الأمم المتحدة.",
    failed: "فشل البحث.",
    again: "إعادة المحاولة",
    unreached: "تعذر الاتصال بالخادوم {server}. قد يكون متوقفا، أو قد يلزم تسجيل الدخول فيه.",
    late: "لم يستجب {server} في الوقت المحدد.",
    policy: "تحجب سياسة أمن المحتوى في هذه الصفحة الخادوم {server}. اطلبوا من مدير هذا الموقع إضافة {server} إلى ‎“connect-src”‎.",
    address: "لا يعرف مربع البحث هذا خادومه. أضيفوا السمة server=\"https://…\".",
    fields: {
      type: "جزء النص", verb: "فعل الاستهلال", anyverb: "أي فعل", class: "نوع الإجراء",
      opening: "كلمات الاستهلال", to: "الجهة المخاطبة", organ: "الهيئة", session: "الدورة",
      year: "سنة الاتخاذ", doctype: "نوع الوثيقة", adopted: "طريقة الاتخاذ",
      committee: "اللجنة", language: "اللغة", due: "الموعد في الدورة", cites: "يحيل إلى",
      symbol: "الرمز", subject: "الموضوع", sdg: "هدف التنمية المستدامة",
      classified: "مصدر المواضيع", uses: "عدد مرات الاستخدام", first: "أول استخدام", last: "آخر استخدام",
    },
  },
  zh: {
    label: "搜索联合国决议",
    search: "搜索",
    chosen: "已选筛选条件",
    remove: "移除筛选条件{field}：{value}",
    searching: "正在搜索……",
    found: { other: "{count}段" },
    shown: "显示{count}段",
    none: "没有结果",
    advice: "请减少词语，或去掉引号。",
    reading: "段落：{reading}",
    meant: "您要找的是{query}吗？",
    open: "打开 {symbol}",
    lead: "引导句： ",
    more: "显示更多",
    full: "在完整搜索中打开",
    source: "非正式文本。来源：联合国。",
    failed: "搜索失败。",
    again: "重试",
    unreached: "无法连接 {server}。服务器可能已停止，或者您需要在那里登录。",
    late: "{server} 未及时答复。",
    policy: "此网页的内容安全策略阻止了 {server}。请此网站的管理员将 {server} 加入“connect-src”。",
    address: "此搜索框不知道其服务器。请添加属性 server=\"https://…\"。",
    fields: {
      type: "文本部分", verb: "起首动词", anyverb: "任意位置的动词", class: "行动类型", opening: "起首语", to: "对象",
      organ: "机关", session: "届会", year: "通过年份", doctype: "文件类型", adopted: "通过方式",
      committee: "委员会", language: "语言", due: "到期届会", cites: "援引", symbol: "文号", subject: "主题", sdg: "可持续发展目标",
      classified: "主题来源", uses: "使用次数",
      first: "首次使用", last: "末次使用",
    },
  },
  fr: {
    label: "Rechercher dans les résolutions de l’ONU",
    search: "Rechercher",
    chosen: "Filtres choisis",
    remove: "Retirer le filtre {field} : {value}",
    searching: "Recherche…",
    found: { one: "{count} paragraphe", many: "{count} paragraphes", other: "{count} paragraphes" },
    shown: "{count} affichés",
    none: "Aucun résultat",
    advice: "Essayez moins de mots ou retirez les guillemets.",
    reading: "Paragraphes : {reading}",
    meant: "Vouliez-vous dire {query} ?",
    open: "Ouvrir {symbol}",
    lead: "Phrase introductive : ",
    more: "Afficher plus",
    full: "Ouvrir dans la recherche complète",
    source: "Copies non officielles. Source : Organisation des Nations Unies.",
    failed: "La recherche a échoué.",
    again: "Réessayer",
    unreached: "{server} n’a pas pu être joint. Il est peut-être arrêté, ou vous devez vous y identifier.",
    late: "{server} n’a pas répondu à temps.",
    policy: "La politique de sécurité du contenu de cette page bloque {server}. Demandez à l’administrateur de ce site d’ajouter {server} à « connect-src ».",
    address: "Cette zone de recherche ne connaît pas son serveur. Ajoutez l’attribut server=\"https://…\".",
    fields: {
      type: "Partie du texte", verb: "Verbe initial", anyverb: "Verbe, où qu’il soit",
      class: "Type d’action", opening: "Premiers mots", to: "Destinataires", organ: "Organe",
      session: "Session", year: "Année d’adoption", doctype: "Type de document",
      adopted: "Mode d’adoption", committee: "Commission", language: "Langue",
      due: "Échéance à la session", cites: "Renvoie à", symbol: "Cote",
      subject: "Sujet", sdg: "Objectif de développement durable",
      classified: "Origine des sujets", uses: "Nombre d’emplois", first: "Premier emploi", last: "Dernier emploi",
    },
  },
  ru: {
    label: "Поиск по резолюциям Организации Объединенных Наций",
    search: "Искать",
    chosen: "Выбранные фильтры",
    remove: "Убрать фильтр {field}: {value}",
    searching: "Идет поиск…",
    found: { one: "{count} пункт", few: "{count} пункта", many: "{count} пунктов", other: "{count} пункта" },
    shown: "показано {count}",
    none: "Ничего не найдено",
    advice: "Введите меньше слов или уберите кавычки.",
    reading: "Пункты: {reading}",
    meant: "Возможно, вы имели в виду {query}?",
    open: "Открыть {symbol}",
    lead: "Вводные слова: ",
    more: "Показать еще",
    full: "Открыть в полном поиске",
    source: "Неофициальные копии. Источник: Организация Объединенных Наций.",
    failed: "Поиск не удался.",
    again: "Повторить",
    unreached: "Не удалось связаться с {server}. Возможно, сервер не работает или там нужно войти в систему.",
    late: "{server} не ответил вовремя.",
    policy: "Политика безопасности содержимого этой страницы блокирует {server}. Попросите администратора этого сайта добавить {server} в «connect-src».",
    address: "Поисковая строка не знает своего сервера. Добавьте атрибут server=\"https://…\".",
    fields: {
      type: "Часть текста", verb: "Начальный глагол", anyverb: "Глагол в любом месте",
      class: "Вид действия", opening: "Первые слова", to: "Адресаты", organ: "Орган",
      session: "Сессия", year: "Год принятия", doctype: "Вид документа",
      adopted: "Как принято", committee: "Комитет", language: "Язык", due: "Срок — сессия",
      cites: "Ссылается на", symbol: "Условное обозначение", subject: "Тема", sdg: "Цель в области устойчивого развития",
      classified: "Источник тем", uses: "Число использований",
      first: "Первое использование", last: "Последнее использование",
    },
  },
  es: {
    label: "Buscar en las resoluciones de las Naciones Unidas",
    search: "Buscar",
    chosen: "Filtros elegidos",
    remove: "Quitar el filtro {field}: {value}",
    searching: "Buscando…",
    found: { one: "{count} párrafo", many: "{count} párrafos", other: "{count} párrafos" },
    shown: "se muestran {count}",
    none: "Sin resultados",
    advice: "Pruebe con menos palabras o quite las comillas.",
    reading: "Párrafos: {reading}",
    meant: "¿Quiso decir {query}?",
    open: "Abrir {symbol}",
    lead: "Frase introductoria: ",
    more: "Mostrar más",
    full: "Abrir en la búsqueda completa",
    source: "Copias no oficiales. Fuente: Naciones Unidas.",
    failed: "La búsqueda falló.",
    again: "Reintentar",
    unreached: "No se pudo conectar con {server}. Puede que no funcione o que tenga que identificarse allí.",
    late: "{server} no respondió a tiempo.",
    policy: "La política de seguridad de contenido de esta página bloquea {server}. Pida a la persona que administra este sitio que añada {server} a «connect-src».",
    address: "Este cuadro de búsqueda no conoce su servidor. Añada el atributo server=\"https://…\".",
    fields: {
      type: "Parte del texto", verb: "Verbo inicial", anyverb: "Cualquier verbo",
      class: "Tipo de acción", opening: "Palabras iniciales", to: "Dirigido a",
      organ: "Órgano", session: "Período de sesiones", year: "Año de aprobación",
      doctype: "Tipo de documento", adopted: "Forma de aprobación", committee: "Comisión",
      language: "Idioma", due: "Plazo en el período de sesiones", cites: "Hace referencia a",
      symbol: "Signatura", subject: "Tema", sdg: "Objetivo de Desarrollo Sostenible",
      classified: "Origen de los temas", uses: "Veces usado", first: "Primer uso", last: "Último uso",
    },
  },
};

/** Returns the language of the texts for a preference such as "fr-CH": its own, or English. */
function languageFor(wish) {
  const tag = String(wish || "").toLowerCase();
  if (own(TEXTS, tag)) return tag;
  const short = tag.split("-")[0];
  return own(TEXTS, short) ? short : "en";
}

function directionOf(language) {
  return language === "ar" ? "rtl" : "ltr";
}

/** Returns the locale by which browsers write numbers and dates as the United Nations does. */
function localeOf(language) {
  if (language === "en") return "en-GB";
  return language === "ar" ? "ar-u-nu-latn" : language;
}

function own(table, key) {
  return Object.prototype.hasOwnProperty.call(table, key);
}

/** Returns a text with its placeholders filled; `values.count` selects the plural form. */
function say(language, key, values) {
  const table = TEXTS[language];
  let text = own(table, key) ? table[key] : TEXTS.en[key];
  if (typeof text === "object") {
    const form = new Intl.PluralRules(language).select(values.count);
    text = own(text, form) ? text[form] : text.other;
  }
  return text.replace(/\{(\w+)\}/g, function (gap, name) {
    if (!values || !own(values, name)) return gap;
    return typeof values[name] === "number" ? values[name].toLocaleString(localeOf(language)) : values[name];
  });
}
