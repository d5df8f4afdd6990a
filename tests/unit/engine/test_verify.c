#include <criterion/criterion.h>
Test(verify, none)
{
}
