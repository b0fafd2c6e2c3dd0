package council

// Name and Domain are the council's.
const (
	Name   = "Thornmere Council"
	Domain = domain
)

// Domains returns the council's mail domains, its predecessor's too.
func Domains() []string { return []string{domain, oldDomain} }

// Domains of the council, of the district it replaced in 2019, and of
// everybody else.
const (
	domain    = "thornmere.gov.example"
	oldDomain = "wexdale-dc.gov.example"
)

// A department has a folder on the share, a name and the jobs in it; the
// first job is its manager's.
type department struct {
	id, name, folder, inbox string
	jobs                    []string
}

var departments = []department{
	{"housing", "Housing Services", "Housing", "housing", []string{"Housing Services Manager", "Neighbourhood Officer", "Tenancy Sustainment Officer", "Repairs Coordinator", "Income Officer", "Anti-Social Behaviour Officer", "Allocations Officer"}},
	{"tax", "Council Tax", "Council Tax", "council.tax", []string{"Revenues Manager", "Council Tax Officer", "Recovery Officer", "Billing Assistant"}},
	{"benefits", "Benefits", "Benefits", "benefits", []string{"Benefits Manager", "Benefits Assessor", "Welfare Rights Adviser", "Appeals Officer"}},
	{"adults", "Adult Social Care", "Adult Social Care", "adult.care", []string{"Team Manager, Adult Social Care", "Social Worker", "Occupational Therapist", "Care Coordinator", "Safeguarding Officer"}},
	{"children", "Children's Services", "Childrens Services", "childrens.services", []string{"Service Manager, Children and Families", "Social Worker", "Family Support Worker", "Early Help Practitioner"}},
	{"planning", "Planning and Building Control", "Planning", "planning", []string{"Development Manager", "Planning Officer", "Planning Enforcement Officer", "Technical Support Officer"}},
	{"parking", "Parking Services", "Parking", "parking", []string{"Parking Services Manager", "Appeals Officer", "Civil Enforcement Officer", "Permits Assistant"}},
	{"health", "Environmental Health", "Environmental Health", "env.health", []string{"Principal Environmental Health Officer", "Environmental Health Officer", "Noise Officer", "Licensing Officer"}},
	{"hr", "Human Resources", "HR", "hr", []string{"Head of Human Resources", "HR Business Partner", "Payroll Officer", "HR Assistant"}},
	{"legal", "Legal and Democratic Services", "Legal", "legal", []string{"Head of Legal Services", "Solicitor", "Democratic Services Officer", "Information Governance Officer"}},
	{"customer", "Customer Services", "Customer Services", "customer.services", []string{"Customer Services Manager", "Customer Service Adviser", "Complaints Officer", "Web Officer"}},
	{"schools", "Education and Schools", "Education", "education", []string{"Head of School Admissions", "Admissions Officer", "Education Welfare Officer", "SEND Caseworker"}},
}

func departmentByID(id string) department {
	for _, d := range departments {
		if d.id == id {
			return d
		}
	}
	return departments[0]
}

// An outside body employs professionals the council deals with.
type body struct {
	role, name, domain string
	jobs               []string
}

var bodies = []body{
	{"gp", "Beckside Medical Practice", "beckside-practice.example", []string{"GP", "General Practitioner", "Practice Nurse"}},
	{"head", "St Oswin's Primary School", "stoswins-school.example", []string{"Headteacher", "Designated Safeguarding Lead", "SENCo"}},
	{"nurse", "Three Dales NHS Foundation Trust", "threedales-nhs.example", []string{"District Nurse", "Community Psychiatric Nurse", "Discharge Coordinator", "Consultant Physician"}},
	{"pc", "Tarnshire Constabulary", "tarnshire-police.example", []string{"Police Constable", "PCSO", "Detective Sergeant"}},
	{"ha", "Fellside Homes Housing Association", "fellsidehomes.example", []string{"Housing Association Officer", "Tenant Liaison Officer"}},
}
