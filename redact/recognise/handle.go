package recognise

import "strings"

// Handle checks "@name": the words that programs and style sheets begin with @,
// and domains, are no names.
func Handle(s string) Verdict {
	low := lower(strings.TrimPrefix(s, "@"))
	switch low {
	case "media", "import", "param", "params", "return", "returns", "override", "charset", "font", "keyframes", "author", "since", "version",
		"deprecated", "see", "throws", "todo", "all", "here", "channel", "everyone", "page", "supports", "namespace", "include", "end", "echo", "off":
		return Verdict{}
	}
	if i := strings.LastIndexByte(low, '.'); i >= 0 && topLevel(low[i+1:]) {
		return Verdict{}
	}
	return Verdict{OK: true}
}

// Account checks the name of an account behind a word such as "Instagram" that
// may as well be followed by any word: it holds a digit, an underscore, a full
// stop inside or a capital after a small letter, and is no date or domain.
func Account(s string) Verdict {
	name := strings.TrimPrefix(s, "@")
	if i := strings.LastIndexByte(name, '.'); i >= 0 && (topLevel(lower(name[i+1:])) || letters(name) == 0) {
		return Verdict{}
	}
	n := len(digits(name))
	marked := name != s || strings.ContainsAny(name, "_.#:") || n > 0
	for i := 1; i < len(name) && !marked; i++ {
		marked = 'A' <= name[i] && name[i] <= 'Z' && 'a' <= name[i-1] && name[i-1] <= 'z'
	}
	switch lower(name) {
	case "youtube", "linkedin", "technet", "github", "whatsapp", "tiktok", "onedrive", "paypal", "facetime", "ebay", "iphone", "ipad", "itunes", "icloud", "playstation", "app_id":
		return Verdict{}
	}
	if !marked || letters(name) == 0 && (n < 5 || n != len(name)) || letters(name) > 0 && len(name) < 4 {
		return Verdict{}
	}
	if _, ok := Date(name); ok {
		return Verdict{}
	}
	return Verdict{OK: true}
}

// Plain checks the name of an account behind a label and a colon: no word of
// the language.
func Plain(s string) Verdict {
	low := lower(strings.TrimPrefix(s, "@"))
	if v := Account(s); v.OK {
		return v
	}
	return Verdict{OK: letters(low) == len(low) && known(low)&isWord == 0 && !strings.HasSuffix(low, "ing") && !strings.HasSuffix(low, "ed")}
}

// letters returns how many ASCII letters are in s.
func letters(s string) int {
	n := 0
	for i := range len(s) {
		if c := s[i] | 0x20; 'a' <= c && c <= 'z' {
			n++
		}
	}
	return n
}

// topLevel reports whether s, in lower case, is a domain of the top level that
// people have addresses in.
func topLevel(s string) bool {
	switch s {
	case "uk", "com", "org", "net", "info", "biz", "eu", "ie", "io", "co", "me", "tv", "gov", "edu", "mil", "int", "london", "wales", "cymru", "scot", "nhs",
		"fr", "de", "es", "it", "nl", "be", "at", "ch", "pl", "ro", "cz", "sk", "hu", "pt", "se", "no", "dk", "fi", "gr", "bg", "lt", "lv", "ee", "ru", "ua", "tr",
		"us", "ca", "au", "nz", "za", "in", "pk", "bd", "ng", "gh", "ke", "cn", "hk", "jp", "br", "mx", "ar", "il", "ae", "app", "dev", "online", "site", "shop",
		"store", "blog", "club", "church", "school", "academy", "care", "health", "family", "name", "xyz", "ai", "gg", "im", "je", "example", "test", "invalid":
		return true
	}
	return false
}
