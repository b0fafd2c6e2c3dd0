package redact

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// The rights of the UK GDPR that a code can restrict, spelt as a request
// spells them.
const (
	Access        = "access"
	Portability   = "portability"
	Rectification = "rectification"
	Erasure       = "erasure"
	Restriction   = "restriction"
	Objection     = "objection"
)

// Codes that are proposed without a person's choice.
const (
	CodeThirdParty  = "S2.16" // rights of others, on an access request
	CodePortability = "20(4)" // the same on a portability request
	CodeScope       = "scope" // not the requester's data: no exemption
)

// A Code is the legal ground for withholding.
type Code struct {
	Code      string   `json:"code"`
	Provision string   `json:"provision"`
	Meaning   string   `json:"meaning"` // in plain words, for the requester
	Rights    []string `json:"rights"`  // the rights it restricts
}

// Restricts reports whether the code can be used on a request for right.
func (c Code) Restricts(right string) bool { return slices.Contains(c.Rights, right) }

// ErrCode is wrapped by the errors of CheckCode.
var ErrCode = errors.New("code cannot be used here")

// Codes returns the table of codes, in the order of the Act. The caller may
// change what it gets.
func Codes() []Code {
	all := []string{Access, Portability, Rectification, Erasure, Restriction, Objection}
	access := []string{Access}
	table := []Code{
		{"S2.2", "DPA 2018 Sch 2 para 2", "Giving this would be likely to harm the prevention of crime or the collection of a tax.", all},
		{"S2.3", "DPA 2018 Sch 2 para 3", "This is a classification of risk for tax or benefit, and giving it would stop the system from working.", access},
		{"S2.4", "DPA 2018 Sch 2 para 4", "Giving this would be likely to harm immigration control.", []string{Access, Erasure, Restriction, Objection}},
		{"S2.5", "DPA 2018 Sch 2 para 5", "A law or legal proceedings require this to be handled in another way.", all},
		{"S2.7", "DPA 2018 Sch 2 para 7", "Giving this would be likely to harm work that protects the public.", all},
		{"S2.10", "DPA 2018 Sch 2 para 10", "Giving this would be likely to harm how a complaint or a regulator's case is dealt with.", all},
		{"S2.11", "DPA 2018 Sch 2 para 11", "Giving this would be likely to harm the work of a regulator or the monitoring officer.", all},
		{"S2.13", "DPA 2018 Sch 2 para 13", "This is protected by parliamentary privilege.", all},
		{"S2.14", "DPA 2018 Sch 2 para 14", "This is about judicial appointments or the work of a court.", all},
		{"S2.15", "DPA 2018 Sch 2 para 15", "This is about honours or appointments by the Crown.", all},
		{CodeThirdParty, "DPA 2018 Sch 2 para 16", "This is about another person, or would tell who they are.", access},
		{"S2.19", "DPA 2018 Sch 2 para 19", "This is confidential between a lawyer and their client.", access},
		{"S2.20", "DPA 2018 Sch 2 para 20", "Giving this could show that an offence was committed by who holds it.", access},
		{"S2.21", "DPA 2018 Sch 2 para 21", "Giving this could affect a price on the financial markets.", access},
		{"S2.22", "DPA 2018 Sch 2 para 22", "This is a plan or forecast, and giving it would harm the council's work.", access},
		{"S2.23", "DPA 2018 Sch 2 para 23", "This shows what the council intends in negotiations with you, and giving it would harm them.", access},
		{"S2.24", "DPA 2018 Sch 2 para 24", "This is a reference given in confidence.", access},
		{"S2.25", "DPA 2018 Sch 2 para 25", "This is an exam script, or marks not yet due.", access},
		{"S2.26", "DPA 2018 Sch 2 para 26", "This is held for journalism, art, literature or academic work.", all},
		{"S2.27", "DPA 2018 Sch 2 para 27", "This is held for research or statistics only.", []string{Access, Rectification, Restriction, Objection}},
		{"S2.28", "DPA 2018 Sch 2 para 28", "This is held in an archive in the public interest.", []string{Access, Portability, Rectification, Restriction, Objection}},
		{"S3.3", "DPA 2018 Sch 3 para 3", "This was given to a court, whose rules allow it to be withheld.", all},
		{"S3.4", "DPA 2018 Sch 3 para 4", "The person told us this and expected that it would not be passed on.", all},
		{"S3.5", "DPA 2018 Sch 3 para 5", "Giving this would be likely to cause serious harm to somebody's health.", access},
		{"S3.6", "DPA 2018 Sch 3 para 6", "This is about health, and a health professional has to be asked first.", access},
		{"S3.9", "DPA 2018 Sch 3 para 9", "This was given to a court, whose rules allow it to be withheld.", all},
		{"S3.10", "DPA 2018 Sch 3 para 10", "The person told us this and expected that it would not be passed on.", all},
		{"S3.11", "DPA 2018 Sch 3 para 11", "Giving this would be likely to harm social work, because somebody could be seriously harmed.", access},
		{"S3.12", "DPA 2018 Sch 3 para 12", "This came from the Principal Reporter, who has to be asked first.", access},
		{"S3.18", "DPA 2018 Sch 3 para 18", "This was given to a court, whose rules allow it to be withheld.", all},
		{"S3.19", "DPA 2018 Sch 3 para 19", "Giving this would be likely to cause serious harm to somebody.", access},
		{"S3.20", "DPA 2018 Sch 3 para 20", "This came from the Principal Reporter, who has to be asked first.", access},
		{"S3.21", "DPA 2018 Sch 3 para 21", "This is about the protection of a child, and giving it would not be best for the child.", access},
		{"S4.2", "DPA 2018 Sch 4 para 2", "The law on fertility treatment forbids giving this.", access},
		{"S4.3", "DPA 2018 Sch 4 para 3", "The law on adoption forbids giving this.", access},
		{"S4.4", "DPA 2018 Sch 4 para 4", "The law on statements of special educational needs forbids giving this.", access},
		{"S4.5", "DPA 2018 Sch 4 para 5", "The law on parental orders forbids giving this.", access},
		{"S4.6", "DPA 2018 Sch 4 para 6", "The law on children's hearings forbids giving this.", access},
		{"s.24", "DPA 2018 s.24", "This is on paper that is not filed in an order by person.", all},
		{"s.26", "DPA 2018 s.26", "Withholding this is needed for national security or defence.", all},
		{"12(5)", "UK GDPR Art 12(5)", "This part of the request is clearly unfounded or excessive.", all},
		{"15(4)", "UK GDPR Art 15(4)", "A copy of this would harm the rights of others, for example a trade secret.", access},
		{CodePortability, "UK GDPR Art 20(4)", "A copy of this would harm the rights of another person.", []string{Portability}},
		{CodeScope, "not an exemption", "This is not about you, or not part of what you asked for.", all},
	}
	for i := range table {
		table[i].Rights = slices.Clone(table[i].Rights)
	}
	return table
}

// CodeOf returns the code spelt so, ignoring case and blanks.
func CodeOf(code string) (Code, bool) {
	want := strings.ToLower(strings.ReplaceAll(code, " ", ""))
	for _, c := range Codes() {
		if strings.ToLower(c.Code) == want {
			return c, true
		}
	}
	return Code{}, false
}

// CheckCode reports whether a code can be used to withhold on a request for
// right. The error wraps ErrCode and says what to use instead.
func CheckCode(code, right string) error {
	c, ok := CodeOf(code)
	switch {
	case !ok:
		return fmt.Errorf("%w: there is no code %q; use %s for another person's data, %s for what is not the requester's", ErrCode, code, cmp.Or(ThirdPartyCode(right), CodeThirdParty), CodeScope)
	case c.Restricts(right):
		return nil
	case right == Portability:
		return fmt.Errorf("use %s (%s): it does not restrict portability; for the rights of another person use %s: %w", c.Code, c.Provision, CodePortability, ErrCode)
	case c.Code == CodePortability && right == Access:
		return fmt.Errorf("use %s: it restricts portability only; for another person's data on an access request use %s: %w", c.Code, CodeThirdParty, ErrCode)
	default:
		return fmt.Errorf("use %s (%s): it restricts %s, not %s; for what is not the requester's data use %s: %w", c.Code, c.Provision, strings.Join(c.Rights, ", "), right, CodeScope, ErrCode)
	}
}

// ThirdPartyCode is the code proposed for another person's data on a request
// for right.
func ThirdPartyCode(right string) string {
	switch right {
	case Access, "":
		return CodeThirdParty
	case Portability:
		return CodePortability
	}
	return CodeScope
}
