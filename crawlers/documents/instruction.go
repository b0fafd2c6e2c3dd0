package documents

import (
	"slices"
	"strings"
)

// plainFields are fields of Word whose instructions only name formats and
// bookmarks.
var plainFields = []string{
	"TOC", "DATE", "TIME", "PAGE", "NUMPAGES", "SAVEDATE", "CREATEDATE", "PRINTDATE", "SEQ", "EQ", "REF", "PAGEREF",
	"STYLEREF", "NOTEREF", "INDEX", "SECTION", "FORMTEXT", "FORMCHECKBOX", "FORMDROPDOWN", "=", "SHAPE", "EMBED",
}

// Instruction returns what the instruction of a field of Word holds beside the
// field's result, which is all that is shown of it: the target of a link, an
// entry of the index, the texts it chooses from. label says which; without
// texts there is nothing.
func Instruction(code string) (label string, texts []string) {
	code = strings.TrimSpace(code)
	name, rest, _ := strings.Cut(code, " ")
	name = strings.ToUpper(name)
	switch {
	case name == "HYPERLINK":
		return "link", quoted(code)
	case name == "XE" || name == "TC":
		return "index entry", quoted(code)
	case slices.Contains(plainFields, name) || !strings.ContainsAny(rest, `"@/\`):
		return "", nil
	}
	return "field", []string{"{" + code + "}"}
}

// quoted returns what stands in quotes; without quotes the second word.
func quoted(code string) []string {
	parts := strings.Split(strings.NewReplacer("“", `"`, "”", `"`).Replace(code), `"`)
	if len(parts) < 3 {
		if words := strings.Fields(code); len(words) > 1 && !strings.HasPrefix(words[1], `\`) {
			return words[1:2]
		}
		return nil
	}
	var out []string
	for i := 1; i < len(parts); i += 2 {
		out = append(out, parts[i])
	}
	return out
}
