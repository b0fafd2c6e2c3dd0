package shape

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"sarsen/redact/rule"
)

// Header begins a file of rules that were learned.
const Header = `# References that recur in the council's own texts, proposed by sarsen. Nothing in
# here is in force until this file is named by "rules:" in sarsen.yaml, or its rules
# are copied into the one that is. Strike out what is no reference of a person.
# The references behind match and nomatch are made up, of the same shape.
`

// YAML writes candidates as a file of rules that rule.Parse loads. The error is that
// of a rule that does not find its own examples.
func YAML(list []Candidate) (string, error) {
	var b strings.Builder
	b.WriteString(Header)
	b.WriteString("rules:\n")
	if len(list) == 0 {
		return Header + "rules: []\n", nil
	}
	ids := map[string]bool{}
	for i := range list {
		b.WriteString(list[i].rule(ids))
	}
	if _, err := rule.Parse([]byte(b.String()), "of candidates"); err != nil {
		return "", fmt.Errorf("write rules: %w", err)
	}
	return b.String(), nil
}

// Regexp is the pattern of a candidate.
func (c *Candidate) Regexp() string {
	var b strings.Builder
	if c.named() {
		b.WriteString("(?i)")
	}
	b.WriteString(`\b`)
	for _, p := range c.parts {
		switch p.class {
		case '9':
			b.WriteString(`\d`)
		case 'A':
			b.WriteString(`[A-Z]`)
		default:
			b.WriteString(regexp.QuoteMeta(p.words))
			continue
		}
		switch {
		case p.min != p.max:
			fmt.Fprintf(&b, "{%d,%d}", p.min, p.max)
		case p.min > 1:
			fmt.Fprintf(&b, "{%d}", p.min)
		}
	}
	return b.String() + `\b`
}

// named reports whether all begin with the same letters.
func (c *Candidate) named() bool { return len(c.parts) > 0 && c.parts[0].words != "" }

// fits reports whether a reference is of the candidate's shape.
func (c *Candidate) fits(s string) bool {
	re, err := regexp.Compile("^(?:" + c.Regexp() + ")$")
	return err == nil && re.MatchString(s)
}

// rule writes a candidate as one rule of a file.
func (c *Candidate) rule(ids map[string]bool) string {
	var b strings.Builder
	line := func(key, value string) { fmt.Fprintf(&b, "    %s: %s\n", key, value) }
	fmt.Fprintf(&b, "  # %s: %s\n", c.Shape, strings.Join(c.Why, "; "))
	fmt.Fprintf(&b, "  - id: %s\n", c.id(ids))
	line("kind", "reference")
	line("description", quoted(c.describe()))
	line("regexp", quoted(c.Regexp()))
	made, long := c.MadeUp(0), c.MadeUp(2)
	before := ""
	if len(c.Labels) > 0 {
		before = c.Labels[0] + " "
	}
	switch {
	case c.named():
		line("score", "0.85")
		if len(c.Labels) > 0 {
			line("context", list(c.Labels))
		}
	default: // a bare number is a reference behind its label only
		line("labels", list(c.Labels))
		line("score", "0.8")
	}
	if n := c.digits(); n > 0 {
		line("digits", fmt.Sprint(n))
	}
	line("match", list([]string{before + made}))
	line("nomatch", list([]string{before + long}))
	return b.String()
}

// describe says what a candidate is, as the reason of what it will find.
func (c *Candidate) describe() string {
	if len(c.Labels) > 0 {
		return "the council's own reference, as behind " + c.Labels[0]
	}
	return "the council's own reference, of the shape " + c.Shape
}

// id is a name for the rule that no other has.
func (c *Candidate) id(taken map[string]bool) string {
	base := "own-" + slug(c.Shape)
	if len(c.Labels) > 0 {
		base = "own-" + slug(c.Labels[0])
	}
	id := base
	for n := 2; taken[id]; n++ {
		id = fmt.Sprintf("%s-%d", base, n)
	}
	taken[id] = true
	return id
}

func slug(s string) string {
	return strings.Trim(strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') }), "-"), "-")
}

// digits is how many digits there are at least, with no more between one and the
// next than a rule lets stand there.
func (c *Candidate) digits() int {
	most, n, gap := 0, 0, 0
	count := func(digits int) {
		if gap > 4 {
			n = 0
		}
		n, gap = n+digits, 0
		most = max(most, n)
	}
	for _, p := range c.parts {
		switch p.class {
		case '9':
			count(p.min)
		case 'A':
			gap += p.max
		}
		for i := range len(p.words) {
			if p.words[i] >= '0' && p.words[i] <= '9' {
				count(1)
			} else {
				gap++
			}
		}
	}
	return most
}

// MadeUp returns a reference of the shape that is none of those followed: of zeros,
// or where that is one of nines. more is by how many digits its last number is too
// long.
func (c *Candidate) MadeUp(more int) string {
	last := -1
	for i, p := range c.parts {
		if p.class == '9' {
			last = i
		}
	}
	for _, digit := range []string{"0", "9", "5", "7", "3"} {
		var b strings.Builder
		for i, p := range c.parts {
			switch p.class {
			case '9':
				n := p.min
				if i == last && more > 0 {
					n = p.max + more
				}
				b.WriteString(strings.Repeat(digit, n))
			case 'A':
				b.WriteString(strings.Repeat("X", p.min))
			default:
				b.WriteString(p.words)
			}
		}
		if !slices.Contains(c.real, b.String()) {
			return b.String()
		}
	}
	return c.Shape
}

// Mask returns a reference with all hidden but its separators and the prefix that
// all of the candidate have.
func (c *Candidate) Mask(s string) string {
	keep := 0
	if c.named() {
		keep = len(c.parts[0].words)
	}
	var b strings.Builder
	for i := range len(s) {
		if i < keep || separator(s[i]) {
			b.WriteByte(s[i])
			continue
		}
		b.WriteString("•")
	}
	return b.String()
}

// quoted is a scalar of YAML.
func quoted(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

func list(words []string) string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = quoted(w)
	}
	return "[" + strings.Join(out, ", ") + "]"
}
